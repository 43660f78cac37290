// Generated from src/openapi/answers.ts and src/*/*.query.ts by `npm run generate`; do not edit.
export const queryDocs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "SessionRequest": {
    "token": "The access token."
  },
  "CommandRequest": {
    "action": "What to do.",
    "minutes": "Minutes that a pause lasts; an hour where absent.",
    "reason": "Why, in a sentence, for the audit."
  },
  "CoinSeriesRequest": {
    "metrics": "Numeric fields of the store's `market_data`, separated by commas."
  },
  "SourceCommandRequest": {
    "action": "What to do.",
    "minutes": "Minutes that a pause lasts; an hour where absent.",
    "reason": "Why, in a sentence, for the audit."
  },
  "CoinCommandRequest": {
    "action": "What to do.",
    "usd": "The price of one whole coin in USD; needed to pin one.",
    "minutes": "Minutes that a pin lasts; an hour where absent.",
    "reason": "Why, in a sentence, for the audit and the records."
  },
  "MinersQuery": {
    "state": "States, separated by commas; all where absent.",
    "q": "Part of an id, model, location or address.",
    "sort": "A column; with a minus sign before it the largest comes first. A miner whose value moves between two pages may be shown twice or be passed by; by `miner_id` none is.",
    "limit": "Rows of a page.",
    "cursor": "`next_cursor` of the page before."
  },
  "SeriesRequest": {
    "metrics": "Numeric fields of the store's `miner_telemetry`, separated by commas; `board*_…` and `fan*_…` are those of every board or fan of which anything was read."
  },
  "StepsRequest": {
    "from": "UTC milliseconds; an hour before `to` where absent.",
    "to": "UTC milliseconds; now where absent.",
    "step": "Milliseconds a step; about 300 steps where absent.",
    "aggregate": "How the readings of one step become one value.",
    "format": "The form of the answer; as the Accept header says where absent."
  }
};
