/** Name of the constant that holds a type's symbols or fields. */
export const setName = (typeName) => `namesOf${typeName}`;

/** Name of the constant that holds a record's codec. */
export const codecName = (typeName) => `${typeName[0].toLowerCase()}${typeName.slice(1)}Codec`;
