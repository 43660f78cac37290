import avsc from 'avsc';

/** An answer of the registry: a status and a JSON body. */
export interface RegistryReply {
  readonly status: number;
  readonly body: object;
}

const refusal = (status: number, code: number, message: string): RegistryReply => ({ status, body: { error_code: code, message } });

/** What a schema registry keeps: ids of schemas for ever, versions of subjects, each able to read the one before. */
export class RegisteredSchemas {
  private readonly texts: string[] = [];
  private readonly subjects = new Map<string, number[]>();

  /** `POST /subjects/{subject}/versions` */
  register(subject: string, text: unknown): RegistryReply {
    const type = typeOf(text);
    if (!type) return refusal(422, 42_201, 'Input schema is an invalid Avro schema');
    const versions = this.subjects.get(subject) ?? [];
    const known = versions.find((id) => this.isSame(id, text as string));
    if (known !== undefined) return { status: 200, body: { id: known } };
    const newest = versions.at(-1);
    if (newest !== undefined && !canRead(type, this.texts[newest - 1]!))
      return refusal(409, 409, 'Schema being registered is incompatible');
    const id = this.idOf(text as string);
    this.subjects.set(subject, [...versions, id]);
    return { status: 200, body: { id } };
  }

  /** `POST /subjects/{subject}` */
  find(subject: string, text: unknown): RegistryReply {
    const versions = this.subjects.get(subject);
    if (!versions) return refusal(404, 40_401, `Subject '${subject}' not found.`);
    const id = versions.find((one) => typeof text === 'string' && this.isSame(one, text));
    if (id === undefined) return refusal(404, 40_403, 'Schema not found');
    return { status: 200, body: { subject, id, version: versions.indexOf(id) + 1, schema: this.texts[id - 1] } };
  }

  /** `GET /schemas/ids/{id}` */
  byId(id: number): RegistryReply {
    const schema = this.texts[id - 1];
    return schema === undefined ? refusal(404, 40_403, 'Schema not found') : { status: 200, body: { schema } };
  }

  /** `GET /subjects` */
  names(): readonly string[] {
    return [...this.subjects.keys()].sort();
  }

  private idOf(text: string): number {
    const index = this.texts.findIndex((_, at) => this.isSame(at + 1, text));
    return index >= 0 ? index + 1 : this.texts.push(text);
  }

  private isSame(id: number, text: string): boolean {
    return this.texts[id - 1] === text;
  }
}

function typeOf(text: unknown): avsc.Type | null {
  try {
    return avsc.Type.forSchema(JSON.parse(text as string) as avsc.Schema);
  } catch {
    return null;
  }
}

function canRead(reader: avsc.Type, writerText: string): boolean {
  try {
    reader.createResolver(typeOf(writerText)!);
    return true;
  } catch {
    return false;
  }
}
