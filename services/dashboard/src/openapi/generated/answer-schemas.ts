// Generated from src/openapi/answers.ts and src/*/*.query.ts by `npm run generate`; do not edit.
export const answerSchemas: Readonly<Record<string, object>> = {
  "CoinSeries": {
    "type": "object",
    "properties": {
      "from": {
        "type": "number"
      },
      "to": {
        "type": "number"
      },
      "step_ms": {
        "type": "number"
      },
      "aggregate": {
        "type": "string"
      },
      "series": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "metric": {
              "type": "string"
            },
            "points": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/SeriesPoint"
              }
            }
          },
          "required": [
            "metric",
            "points"
          ],
          "additionalProperties": false
        }
      },
      "coin_id": {
        "type": "string"
      }
    },
    "required": [
      "aggregate",
      "coin_id",
      "from",
      "series",
      "step_ms",
      "to"
    ],
    "additionalProperties": false,
    "description": "Series of one coin: `[fromMs, value, coverage]` a step; null is \"no record\", never zero."
  },
  "SeriesPoint": {
    "type": "array",
    "description": "When a step begins, its value, and how much of it was read.",
    "prefixItems": [
      {
        "type": "number",
        "title": "fromMs"
      },
      {
        "type": [
          "number",
          "null"
        ],
        "title": "value"
      },
      {
        "type": [
          "number",
          "null"
        ],
        "title": "coverage"
      }
    ],
    "items": false,
    "minItems": 3,
    "maxItems": 3
  },
  "CommandState": {
    "type": "object",
    "properties": {
      "command_id": {
        "type": "string"
      },
      "miner_id": {
        "type": "string"
      },
      "action": {
        "type": "string"
      },
      "arguments": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        },
        "description": "Arguments of the action by name, as JSON text."
      },
      "why": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why it was asked for; null where nobody said."
      },
      "requested_by": {
        "type": "string"
      },
      "requested_at": {
        "type": "number"
      },
      "expires_at": {
        "type": "number",
        "description": "UTC milliseconds after which it is not begun any more."
      },
      "outcome": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/CommandOutcome"
          },
          {
            "type": "null"
          }
        ],
        "description": "What came of it, as read back; null while nobody has begun."
      },
      "reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why that came of it, in a word; null where nothing went wrong."
      },
      "detail": {
        "type": [
          "string",
          "null"
        ]
      },
      "before": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        },
        "description": "What the miner's owner said of it before and after, by name, as JSON text."
      },
      "after": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      }
    },
    "required": [
      "command_id",
      "miner_id",
      "action",
      "arguments",
      "why",
      "requested_by",
      "requested_at",
      "expires_at",
      "outcome",
      "reason",
      "detail",
      "before",
      "after"
    ],
    "additionalProperties": false,
    "description": "A command and how far it has come."
  },
  "CommandOutcome": {
    "type": "string",
    "enum": [
      "attempting",
      "succeeded",
      "failed",
      "refused",
      "expired",
      "unconfirmed",
      "unknown"
    ],
    "description": "Outcomes of a command; a reader takes one it does not know for `unknown`."
  },
  "FleetSummary": {
    "type": "object",
    "properties": {
      "as_of": {
        "type": "number"
      },
      "miners": {
        "type": "object",
        "properties": {
          "hashing": {
            "type": "number"
          },
          "degraded": {
            "type": "number"
          },
          "paused": {
            "type": "number"
          },
          "stale": {
            "type": "number"
          },
          "offline": {
            "type": "number"
          },
          "unknown": {
            "type": "number"
          },
          "total": {
            "type": "number"
          }
        },
        "required": [
          "hashing",
          "degraded",
          "paused",
          "stale",
          "offline",
          "unknown",
          "total"
        ],
        "additionalProperties": false
      },
      "hashrate": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "algorithm": {
              "type": "string"
            },
            "value": {
              "type": [
                "number",
                "null"
              ]
            },
            "unit": {
              "type": "string"
            },
            "coverage": {
              "type": [
                "number",
                "null"
              ],
              "description": "Fresh, non-null readings ÷ listed miners it is meant to cover; null where none are listed."
            }
          },
          "required": [
            "algorithm",
            "coverage",
            "unit",
            "value"
          ]
        }
      },
      "power": {
        "$ref": "#/components/schemas/Covered"
      },
      "efficiency": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "algorithm": {
              "type": "string"
            },
            "value": {
              "type": [
                "number",
                "null"
              ]
            },
            "unit": {
              "type": "string"
            }
          },
          "required": [
            "algorithm",
            "value",
            "unit"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "as_of",
      "miners",
      "hashrate",
      "power",
      "efficiency"
    ],
    "additionalProperties": false,
    "description": "The header of the page."
  },
  "Covered": {
    "type": "object",
    "properties": {
      "value": {
        "type": [
          "number",
          "null"
        ]
      },
      "unit": {
        "type": "string"
      },
      "coverage": {
        "type": [
          "number",
          "null"
        ],
        "description": "Fresh, non-null readings ÷ listed miners it is meant to cover; null where none are listed."
      }
    },
    "required": [
      "value",
      "unit",
      "coverage"
    ],
    "additionalProperties": false,
    "description": "A sum and how much of what it is meant to cover went into it."
  },
  "MarketReport": {
    "type": "object",
    "properties": {
      "as_of": {
        "type": "number"
      },
      "coins": {
        "type": "array",
        "description": "By market capitalization, the largest first; coins without one last, by id.",
        "items": {
          "$ref": "#/components/schemas/MarketRow"
        }
      },
      "groups": {
        "type": "array",
        "description": "Merge-mined groups whose parent prices are asked for, by their ids.",
        "items": {
          "$ref": "#/components/schemas/MergedGroupRow"
        }
      },
      "global": {
        "type": "array",
        "description": "The market as a whole, by provider.",
        "items": {
          "$ref": "#/components/schemas/MarketGlobal"
        }
      },
      "sources": {
        "type": "array",
        "description": "The providers, by id.",
        "items": {
          "$ref": "#/components/schemas/MarketSourceRow"
        }
      },
      "overrides": {
        "type": "array",
        "description": "What operators asked for last, of sources and of prices, whether from the page or from the command line; the newest first.",
        "items": {
          "$ref": "#/components/schemas/CommandState"
        }
      }
    },
    "required": [
      "as_of",
      "coins",
      "groups",
      "global",
      "sources",
      "overrides"
    ],
    "additionalProperties": false,
    "description": "What the market and the chains say."
  },
  "MarketRow": {
    "type": "object",
    "properties": {
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds at which it was so; the tick where it was read on a regular grid."
      },
      "observed_at": {
        "type": "number",
        "description": "UTC milliseconds, by our clock, at which the newest part of it was read."
      },
      "source": {
        "type": "string",
        "description": "Source the price was taken from, such as `coingecko`; `pinned` while an operator has set it, `none` where no source ever gave one."
      },
      "coin": {
        "description": "Which coin it is.",
        "$ref": "#/components/schemas/MarketCoin"
      },
      "interval_ms": {
        "type": "number",
        "description": "Milliseconds between two readings of this coin at the time."
      },
      "price": {
        "description": "Price of the coin.",
        "$ref": "#/components/schemas/MarketPrice"
      },
      "pin": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketPin"
          },
          {
            "type": "null"
          }
        ],
        "description": "The price that an operator has put in place of the sources' for a while; null when nobody has."
      },
      "market_cap": {
        "description": "Market capitalization.",
        "$ref": "#/components/schemas/MarketCap"
      },
      "volume_24h": {
        "description": "Volume of the last 24 hours.",
        "$ref": "#/components/schemas/MarketVolume"
      },
      "price_change": {
        "description": "Change of the price.",
        "$ref": "#/components/schemas/MarketPriceChange"
      },
      "mining_metrics": {
        "description": "Chain and mining of the coin.",
        "$ref": "#/components/schemas/MarketMiningMetrics"
      },
      "merged_group": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketMergedGroup"
          },
          {
            "type": "null"
          }
        ],
        "description": "What one unit of hashrate earns on this chain and all that are mined along with it; null unless the coin is the parent of a group of merge-mined chains."
      },
      "technical_indicators": {
        "description": "Technical indicators.",
        "$ref": "#/components/schemas/MarketIndicators"
      },
      "candidates": {
        "type": "array",
        "description": "One entry for each source that answered, the one taken included; the most reliable source first.",
        "items": {
          "$ref": "#/components/schemas/MarketCandidate"
        }
      },
      "quality": {
        "description": "What to think of this record.",
        "$ref": "#/components/schemas/MarketQuality"
      },
      "age_s": {
        "type": "number",
        "description": "Seconds since the price was true, by its source where it says so."
      },
      "silent": {
        "type": "boolean",
        "description": "True when no new record came for three intervals: whoever asks for prices may be gone."
      },
      "sparkline": {
        "type": "array",
        "description": "The last prices in USD with their times in UTC milliseconds, oldest first.",
        "items": {
          "type": "array",
          "items": {
            "type": "number"
          }
        }
      }
    },
    "required": [
      "age_s",
      "candidates",
      "coin",
      "interval_ms",
      "market_cap",
      "merged_group",
      "mining_metrics",
      "observed_at",
      "pin",
      "price",
      "price_change",
      "quality",
      "silent",
      "source",
      "sparkline",
      "technical_indicators",
      "timestamp",
      "volume_24h"
    ],
    "additionalProperties": false,
    "description": "One coin as it stands now."
  },
  "MarketCoin": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "Identity of the coin in our table, such as `bitcoin`; the message key."
      },
      "symbol": {
        "type": [
          "string",
          "null"
        ],
        "description": "Ticker of the coin, such as `BTC`; not an identity."
      },
      "name": {
        "type": [
          "string",
          "null"
        ],
        "description": "Name of the coin."
      }
    },
    "required": [
      "id",
      "symbol",
      "name"
    ],
    "additionalProperties": false,
    "description": "Identity of a coin."
  },
  "MarketPrice": {
    "type": "object",
    "properties": {
      "usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Price of one whole coin in USD."
      },
      "btc": {
        "type": [
          "number",
          "null"
        ],
        "description": "Price of one whole coin in BTC."
      },
      "other": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Price of one whole coin in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given."
      },
      "btc_derived": {
        "type": "boolean",
        "description": "True when `btc` was not given but made from two prices in USD."
      },
      "last_updated": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the source says the price was true; null when it does not say."
      },
      "age_ms": {
        "type": [
          "number",
          "null"
        ],
        "description": "Milliseconds between `last_updated` and `observed_at`; null when the source does not say."
      },
      "stale": {
        "type": "boolean",
        "description": "True when the price is older than the configured limit, so that nothing new should be reckoned from it."
      },
      "state": {
        "description": "How it was come by: `fresh` from the most reliable source, `fallback` from another while that one is silent or not believed, `cached` from an earlier reading while no source answers, `stale` from one past the limit, `pinned` by an operator, `none` where no source ever gave one; `unknown` where the writer did not say, as of what was filled in.",
        "$ref": "#/components/schemas/PriceState"
      }
    },
    "required": [
      "usd",
      "btc",
      "other",
      "btc_derived",
      "last_updated",
      "age_ms",
      "stale",
      "state"
    ],
    "additionalProperties": false,
    "description": "Price of one coin."
  },
  "PriceState": {
    "type": "string",
    "enum": [
      "fresh",
      "fallback",
      "cached",
      "stale",
      "pinned",
      "none",
      "unknown"
    ],
    "description": "How a price was come by; a reader takes one it does not know for `unknown`."
  },
  "MarketPin": {
    "type": "object",
    "properties": {
      "usd": {
        "type": "number",
        "description": "Price of one whole coin in USD, as set."
      },
      "by": {
        "type": "string",
        "description": "Person who set it."
      },
      "at": {
        "type": "number",
        "description": "UTC milliseconds at which it was asked for."
      },
      "until": {
        "type": "number",
        "description": "UTC milliseconds from which the sources count again."
      },
      "reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why it was set, as one sentence."
      }
    },
    "required": [
      "usd",
      "by",
      "at",
      "until",
      "reason"
    ],
    "additionalProperties": false,
    "description": "A price set by hand."
  },
  "MarketCap": {
    "type": "object",
    "properties": {
      "usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Market capitalization in USD."
      },
      "btc": {
        "type": [
          "number",
          "null"
        ],
        "description": "Market capitalization in BTC."
      },
      "other": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Market capitalization in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given."
      }
    },
    "required": [
      "usd",
      "btc",
      "other"
    ],
    "additionalProperties": false,
    "description": "Market capitalization of a coin."
  },
  "MarketVolume": {
    "type": "object",
    "properties": {
      "usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Volume traded in the last 24 hours in USD."
      },
      "btc": {
        "type": [
          "number",
          "null"
        ],
        "description": "Volume traded in the last 24 hours in BTC."
      },
      "other": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Volume traded in the last 24 hours in other currencies, by lower-case code such as `eur`; a currency that is not listed was not given."
      }
    },
    "required": [
      "usd",
      "btc",
      "other"
    ],
    "additionalProperties": false,
    "description": "Traded volume of a coin."
  },
  "MarketPriceChange": {
    "type": "object",
    "properties": {
      "percent_1h": {
        "type": [
          "number",
          "null"
        ],
        "description": "Change over the last hour, in percent."
      },
      "percent_24h": {
        "type": [
          "number",
          "null"
        ],
        "description": "Change over the last 24 hours, in percent."
      },
      "percent_7d": {
        "type": [
          "number",
          "null"
        ],
        "description": "Change over the last 7 days, in percent."
      },
      "custom": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Change over other periods, in percent, by period such as `30d`."
      }
    },
    "required": [
      "percent_1h",
      "percent_24h",
      "percent_7d",
      "custom"
    ],
    "additionalProperties": false,
    "description": "Change of the price in USD."
  },
  "MarketMiningMetrics": {
    "type": "object",
    "properties": {
      "network_hashrate": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hashrate of the whole network, in `hashrate_unit`."
      },
      "network_difficulty": {
        "type": [
          "number",
          "null"
        ],
        "description": "Last difficulty of the chain, in the coin's own scale."
      },
      "smoothed_difficulty": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketSmoothedDifficulty"
          },
          {
            "type": "null"
          }
        ],
        "description": "The difficulty that the expected coins are reckoned with instead of the last one, of a chain that changes it with each block or after a few hours; null where they are reckoned with `network_difficulty`."
      },
      "block_reward": {
        "type": [
          "number",
          "null"
        ],
        "description": "Subsidy of one block in whole coins, without fees."
      },
      "block_time": {
        "type": [
          "number",
          "null"
        ],
        "description": "Average seconds between two blocks, as measured; the target where nothing was."
      },
      "mining_algorithm": {
        "type": [
          "string",
          "null"
        ],
        "description": "Proof-of-work algorithm in our spelling, such as `sha256d` or `scrypt`."
      },
      "hashrate_unit": {
        "type": [
          "string",
          "null"
        ],
        "description": "Canonical unit of the algorithm: `TH/s` for sha256d, `GH/s` for scrypt."
      },
      "height": {
        "type": [
          "number",
          "null"
        ],
        "description": "Height of the newest block known."
      },
      "fees_per_block": {
        "type": [
          "number",
          "null"
        ],
        "description": "Average fees of one block in whole coins."
      },
      "expected_coins_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Whole coins that one `hashrate_unit` should mine in a day at this difficulty, the smoothed one where there is one."
      },
      "expected_usd_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Worth of those coins in USD at this price."
      },
      "next_halving": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketHalving"
          },
          {
            "type": "null"
          }
        ],
        "description": "Next cut of the block reward; null when none is known."
      },
      "next_retarget": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketRetarget"
          },
          {
            "type": "null"
          }
        ],
        "description": "Next change of the difficulty; null when none is known or each block changes it."
      },
      "algorithms": {
        "type": "array",
        "description": "One entry for each algorithm of a coin that can be mined by several, such as DigiByte, whose difficulty, hashrate and earnings are null above; empty for a coin with one.",
        "items": {
          "$ref": "#/components/schemas/MarketAlgorithm"
        }
      },
      "source": {
        "type": [
          "string",
          "null"
        ],
        "description": "Source of the chain's numbers; null when there are none."
      },
      "last_updated": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the chain's numbers were true."
      }
    },
    "required": [
      "network_hashrate",
      "network_difficulty",
      "smoothed_difficulty",
      "block_reward",
      "block_time",
      "mining_algorithm",
      "hashrate_unit",
      "height",
      "fees_per_block",
      "expected_coins_per_unit_day",
      "expected_usd_per_unit_day",
      "next_halving",
      "next_retarget",
      "algorithms",
      "source",
      "last_updated"
    ],
    "additionalProperties": false,
    "description": "What the chain says, and what mining it should bring."
  },
  "MarketSmoothedDifficulty": {
    "type": "object",
    "properties": {
      "difficulty": {
        "type": "number",
        "description": "That mean, in the coin's own scale: n ÷ Σ(1 ÷ difficulty), for coins of a day are inversely proportional to the difficulty."
      },
      "span_ms": {
        "type": "number",
        "description": "Milliseconds from the oldest to the newest difficulty in it."
      },
      "observations": {
        "type": "number",
        "description": "How many difficulties are in it."
      }
    },
    "required": [
      "difficulty",
      "span_ms",
      "observations"
    ],
    "additionalProperties": false,
    "description": "Harmonic mean of the difficulties seen over the last 24 hours, one in a quarter of an hour at most."
  },
  "MarketHalving": {
    "type": "object",
    "properties": {
      "height": {
        "type": [
          "number",
          "null"
        ],
        "description": "Height of the first block with the lower reward."
      },
      "at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which it is expected."
      },
      "block_reward": {
        "type": [
          "number",
          "null"
        ],
        "description": "Subsidy of one block after it, in whole coins."
      }
    },
    "required": [
      "height",
      "at",
      "block_reward"
    ],
    "additionalProperties": false,
    "description": "Next cut of the block reward."
  },
  "MarketRetarget": {
    "type": "object",
    "properties": {
      "height": {
        "type": [
          "number",
          "null"
        ],
        "description": "Height of the first block with the new difficulty."
      },
      "at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which it is expected."
      },
      "change_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Expected change of the difficulty, in percent."
      }
    },
    "required": [
      "height",
      "at",
      "change_percent"
    ],
    "additionalProperties": false,
    "description": "Next change of the difficulty."
  },
  "MarketAlgorithm": {
    "type": "object",
    "properties": {
      "mining_algorithm": {
        "type": "string",
        "description": "Proof-of-work algorithm in our spelling, such as `skein`."
      },
      "hashrate_unit": {
        "type": "string",
        "description": "Canonical unit of the algorithm."
      },
      "network_hashrate": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hashrate of the whole network by this algorithm, in `hashrate_unit`."
      },
      "network_difficulty": {
        "type": [
          "number",
          "null"
        ],
        "description": "Last difficulty of blocks of this algorithm."
      },
      "smoothed_difficulty": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketAlgorithmDifficulty"
          },
          {
            "type": "null"
          }
        ],
        "description": "The difficulty that the expected coins are reckoned with instead of the last one, of a chain that changes it with each block or after a few hours; null where they are reckoned with `network_difficulty`."
      },
      "block_time": {
        "type": [
          "number",
          "null"
        ],
        "description": "Seconds between two blocks of this algorithm that the rules aim at."
      },
      "expected_coins_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Whole coins that one `hashrate_unit` should mine in a day."
      },
      "expected_usd_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Worth of those coins in USD at this price."
      }
    },
    "required": [
      "mining_algorithm",
      "hashrate_unit",
      "network_hashrate",
      "network_difficulty",
      "smoothed_difficulty",
      "block_time",
      "expected_coins_per_unit_day",
      "expected_usd_per_unit_day"
    ],
    "additionalProperties": false,
    "description": "Mining one coin by one of its algorithms."
  },
  "MarketAlgorithmDifficulty": {
    "type": "object",
    "properties": {
      "difficulty": {
        "type": "number",
        "description": "That mean, in the coin's own scale: n ÷ Σ(1 ÷ difficulty), for coins of a day are inversely proportional to the difficulty."
      },
      "span_ms": {
        "type": "number",
        "description": "Milliseconds from the oldest to the newest difficulty in it."
      },
      "observations": {
        "type": "number",
        "description": "How many difficulties are in it."
      }
    },
    "required": [
      "difficulty",
      "span_ms",
      "observations"
    ],
    "additionalProperties": false,
    "description": "Harmonic mean of the difficulties seen over the last 24 hours, one in a quarter of an hour at most."
  },
  "MarketMergedGroup": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "Identity of the group: `scrypt-merged` or `sha256-merged`."
      },
      "hashrate_unit": {
        "type": [
          "string",
          "null"
        ],
        "description": "Canonical unit of the group's algorithm, such as `GH/s`."
      },
      "expected_usd_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "USD that one `hashrate_unit` should earn in a day on all chains together, before fees; at least this much where `known` is less than `chains`. Null when no chain is known."
      },
      "chains": {
        "type": "number",
        "description": "Chains of the group that prices are asked for, the parent included."
      },
      "known": {
        "type": "number",
        "description": "Chains of these whose earnings are in the sum."
      },
      "next_halving": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketMergedHalving"
          },
          {
            "type": "null"
          }
        ],
        "description": "The first cut of a block reward in the group; null when none is known."
      },
      "next_retarget": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MarketMergedRetarget"
          },
          {
            "type": "null"
          }
        ],
        "description": "The first change of a difficulty in the group among chains that do not change it with each block; null when none is known."
      },
      "coins": {
        "type": "array",
        "description": "One entry for each chain of the group, its parent first.",
        "items": {
          "$ref": "#/components/schemas/MarketMergedCoin"
        }
      }
    },
    "required": [
      "id",
      "hashrate_unit",
      "expected_usd_per_unit_day",
      "chains",
      "known",
      "next_halving",
      "next_retarget",
      "coins"
    ],
    "additionalProperties": false,
    "description": "A group of chains that one hash serves at the same time, all of them at full hashrate."
  },
  "MarketMergedHalving": {
    "type": "object",
    "properties": {
      "coin_id": {
        "type": "string",
        "description": "Identity of the coin whose reward is cut."
      },
      "height": {
        "type": [
          "number",
          "null"
        ],
        "description": "Height of its first block with the lower reward."
      },
      "at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which it is expected."
      }
    },
    "required": [
      "coin_id",
      "height",
      "at"
    ],
    "additionalProperties": false,
    "description": "Next cut of a block reward within a group."
  },
  "MarketMergedRetarget": {
    "type": "object",
    "properties": {
      "coin_id": {
        "type": "string",
        "description": "Identity of the coin whose difficulty changes."
      },
      "height": {
        "type": [
          "number",
          "null"
        ],
        "description": "Height of its first block with the new difficulty."
      },
      "at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which it is expected."
      }
    },
    "required": [
      "coin_id",
      "height",
      "at"
    ],
    "additionalProperties": false,
    "description": "Next change of a difficulty within a group."
  },
  "MarketMergedCoin": {
    "type": "object",
    "properties": {
      "coin_id": {
        "type": "string",
        "description": "Identity of the coin in our table, such as `dogecoin`."
      },
      "symbol": {
        "type": [
          "string",
          "null"
        ],
        "description": "Ticker of the coin; not an identity."
      },
      "expected_coins_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Whole coins that one `hashrate_unit` should mine in a day."
      },
      "expected_usd_per_unit_day": {
        "type": [
          "number",
          "null"
        ],
        "description": "Worth of those coins in USD; null where it is not in the sum."
      },
      "reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why it is not in the sum: `not_polled`, `no_chain`, `no_reward` or `no_price`; null where it is."
      }
    },
    "required": [
      "coin_id",
      "symbol",
      "expected_coins_per_unit_day",
      "expected_usd_per_unit_day",
      "reason"
    ],
    "additionalProperties": false,
    "description": "What one unit earns on one chain of a group."
  },
  "MarketIndicators": {
    "type": "object",
    "properties": {
      "rsi_14": {
        "type": [
          "number",
          "null"
        ],
        "description": "Relative strength index over 14 days, from 0 to 100; null until there are enough days."
      },
      "ma_50": {
        "type": [
          "number",
          "null"
        ],
        "description": "Moving average over 50 days in USD; null until there are enough days."
      },
      "ma_200": {
        "type": [
          "number",
          "null"
        ],
        "description": "Moving average over 200 days in USD; null until there are enough days."
      },
      "volatility_30d": {
        "type": [
          "number",
          "null"
        ],
        "description": "Annualized standard deviation of the daily log returns of 30 days, in percent; null until there are enough days."
      }
    },
    "required": [
      "rsi_14",
      "ma_50",
      "ma_200",
      "volatility_30d"
    ],
    "additionalProperties": false,
    "description": "Indicators over the price in USD."
  },
  "MarketCandidate": {
    "type": "object",
    "properties": {
      "source": {
        "type": "string",
        "description": "Name of the source, such as `coinmarketcap`."
      },
      "price": {
        "type": [
          "number",
          "null"
        ],
        "description": "Price of one whole coin in USD by this source."
      },
      "last_updated": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the source says the price was true; null when it does not say."
      },
      "observed_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds, by our clock, at which the source was read; null when that is not known."
      },
      "verdict": {
        "description": "Whether it was believed.",
        "$ref": "#/components/schemas/CandidateVerdict"
      },
      "deviation_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Distance from the median of all candidates, in percent; null when it stands alone."
      }
    },
    "required": [
      "source",
      "price",
      "last_updated",
      "observed_at",
      "verdict",
      "deviation_percent"
    ],
    "additionalProperties": false,
    "description": "What one source said about the price."
  },
  "CandidateVerdict": {
    "type": "string",
    "enum": [
      "accepted",
      "outlier",
      "stale",
      "unknown"
    ],
    "description": "What became of a candidate; a reader takes one it does not know for `unknown`."
  },
  "MarketQuality": {
    "type": "object",
    "properties": {
      "flags": {
        "type": "array",
        "description": "One entry for each value that is missing or doubtful.",
        "items": {
          "$ref": "#/components/schemas/MarketQualityFlag"
        }
      }
    },
    "required": [
      "flags"
    ],
    "additionalProperties": false,
    "description": "Why values are missing or doubtful."
  },
  "MarketQualityFlag": {
    "type": "object",
    "properties": {
      "path": {
        "type": "string",
        "description": "Path of the field in this record."
      },
      "reason": {
        "type": "string",
        "description": "Why, as a snake_case word of a closed list, such as `not_measured` or `stale`."
      }
    },
    "required": [
      "path",
      "reason"
    ],
    "additionalProperties": false,
    "description": "One remark on one value."
  },
  "MergedGroupRow": {
    "type": "object",
    "properties": {
      "parent": {
        "type": "string",
        "description": "Our id of the coin that is the parent of the group, whose record this is from."
      },
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds of that record's tick."
      },
      "silent": {
        "type": "boolean",
        "description": "True when no new record came for three intervals."
      }
    },
    "required": [
      "parent",
      "timestamp",
      "silent"
    ],
    "description": "What one unit of hashrate earns on a group of chains that are mined along with each other."
  },
  "MarketGlobal": {
    "type": "object",
    "properties": {
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds at which it was so; the tick where it was read on a regular grid."
      },
      "observed_at": {
        "type": "number",
        "description": "UTC milliseconds, by our clock, at which the provider said so."
      },
      "source": {
        "type": "string",
        "description": "Provider, such as `coingecko`; the message key."
      },
      "total_market_cap_usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Market capitalization of all coins in USD."
      },
      "total_volume_24h_usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Volume of all coins traded in the last 24 hours, in USD."
      },
      "market_cap_change_percent_24h": {
        "type": [
          "number",
          "null"
        ],
        "description": "Change of the market capitalization over 24 hours, in percent."
      },
      "btc_dominance_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Share of Bitcoin in the market capitalization, in percent."
      },
      "eth_dominance_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Share of Ethereum in the market capitalization, in percent."
      },
      "dominance_percent": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Shares of coins in the market capitalization, in percent, by the provider's ticker in lower case; empty but in comprehensive records."
      },
      "altcoin_market_cap_usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Market capitalization of all coins but Bitcoin, in USD."
      },
      "altcoin_volume_24h_usd": {
        "type": [
          "number",
          "null"
        ],
        "description": "Volume of all coins but Bitcoin traded in the last 24 hours, in USD."
      },
      "volume_change_percent_24h": {
        "type": [
          "number",
          "null"
        ],
        "description": "Change of the volume over 24 hours, in percent."
      },
      "total_coins": {
        "type": [
          "number",
          "null"
        ],
        "description": "Coins the provider lists, active or not."
      },
      "active_coins": {
        "type": [
          "number",
          "null"
        ],
        "description": "Coins the provider counts as active."
      },
      "active_markets": {
        "type": [
          "number",
          "null"
        ],
        "description": "Exchanges or markets the provider counts as active."
      },
      "exchange_rates": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Price of one USD in other currencies, by lower-case code such as `eur`; empty but in comprehensive records."
      },
      "comprehensive": {
        "type": "boolean",
        "description": "True in the update of once a day that has everything the provider says of the market."
      },
      "last_updated": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the provider says it was true; null when it does not say."
      },
      "stale": {
        "type": "boolean",
        "description": "True when it is older than the configured limit."
      },
      "quality": {
        "description": "What to think of this record.",
        "$ref": "#/components/schemas/GlobalQuality"
      }
    },
    "required": [
      "timestamp",
      "observed_at",
      "source",
      "total_market_cap_usd",
      "total_volume_24h_usd",
      "market_cap_change_percent_24h",
      "btc_dominance_percent",
      "eth_dominance_percent",
      "dominance_percent",
      "altcoin_market_cap_usd",
      "altcoin_volume_24h_usd",
      "volume_change_percent_24h",
      "total_coins",
      "active_coins",
      "active_markets",
      "exchange_rates",
      "comprehensive",
      "last_updated",
      "stale",
      "quality"
    ],
    "additionalProperties": false,
    "description": "What one provider says about the market as a whole."
  },
  "GlobalQuality": {
    "type": "object",
    "properties": {
      "flags": {
        "type": "array",
        "description": "One entry for each value that is missing or doubtful.",
        "items": {
          "$ref": "#/components/schemas/GlobalQualityFlag"
        }
      }
    },
    "required": [
      "flags"
    ],
    "additionalProperties": false,
    "description": "Why values are missing or doubtful."
  },
  "GlobalQualityFlag": {
    "type": "object",
    "properties": {
      "path": {
        "type": "string",
        "description": "Path of the field in this record."
      },
      "reason": {
        "type": "string",
        "description": "Why, as a snake_case word of a closed list, such as `not_measured` or `stale`."
      }
    },
    "required": [
      "path",
      "reason"
    ],
    "additionalProperties": false,
    "description": "One remark on one value."
  },
  "MarketSourceRow": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "Identity of the source as in `source.events`, such as `market:coingecko`."
      },
      "state": {
        "description": "Whether it answered last; `unknown` while this instance has not asked it.",
        "$ref": "#/components/schemas/IntegrationState"
      },
      "since": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds since which it is in this state; null while nothing is known."
      },
      "last_answer_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds of its newest good answer; null when there was none since the start."
      },
      "last_error": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/IntegrationError"
          },
          {
            "type": "null"
          }
        ],
        "description": "Its newest error, or null when there was none since the start."
      },
      "paused_until": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds until which an operator has paused it; null while nobody has."
      },
      "paused_by": {
        "type": [
          "string",
          "null"
        ],
        "description": "Person who paused it; null while nobody has."
      },
      "paused_reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why, as a sentence; null where nobody said."
      },
      "budget": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/IntegrationBudget"
          },
          {
            "type": "null"
          }
        ],
        "description": "What it may still be asked for; null where nobody counts."
      },
      "requests": {
        "type": "array",
        "description": "What it is asked for by itself, and how often, as it is in effect; empty where that is not told.",
        "items": {
          "$ref": "#/components/schemas/IntegrationRequest"
        }
      },
      "silent": {
        "type": "boolean",
        "description": "True when whoever told this is silent: it may have changed since."
      }
    },
    "required": [
      "budget",
      "id",
      "last_answer_at",
      "last_error",
      "paused_by",
      "paused_reason",
      "paused_until",
      "requests",
      "silent",
      "since",
      "state"
    ],
    "additionalProperties": false,
    "description": "How one provider of prices or chain data stands, as whoever asked it last saw it, and what its budget has left."
  },
  "IntegrationState": {
    "type": "string",
    "enum": [
      "up",
      "down",
      "paused",
      "unknown"
    ],
    "description": "States of an integration; a reader takes one it does not know for `unknown`."
  },
  "IntegrationError": {
    "type": "object",
    "properties": {
      "at": {
        "type": "number",
        "description": "UTC milliseconds at which it happened."
      },
      "class": {
        "type": "string",
        "description": "Class of the error, such as `rate_limit`."
      },
      "message": {
        "type": "string",
        "description": "What went wrong, as one sentence without any secret."
      }
    },
    "required": [
      "at",
      "class",
      "message"
    ],
    "additionalProperties": false,
    "description": "An error of an integration."
  },
  "IntegrationBudget": {
    "type": "object",
    "properties": {
      "plan": {
        "type": "string",
        "description": "Name of the provider's plan, such as `demo`."
      },
      "cap": {
        "type": "number",
        "description": "Credits the plan allows in the period."
      },
      "spent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Credits spent in the period by all replicas together; null while it is not known."
      },
      "resets_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the count begins anew; null when it is not known."
      },
      "planned": {
        "type": [
          "number",
          "null"
        ],
        "description": "Credits that all `requests` together take in a month of 31 days; null when it is not known."
      },
      "runs_out_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which the credits run out, at the pace of the plan from what is spent; null where they last until `resets_at`, and while `spent` or `planned` is not known."
      }
    },
    "required": [
      "plan",
      "cap",
      "spent",
      "resets_at",
      "planned",
      "runs_out_at"
    ],
    "additionalProperties": false,
    "description": "Credits, or calls where the provider counts calls, of one period."
  },
  "IntegrationRequest": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string",
        "description": "The setting that decides how often, such as `simple_price`."
      },
      "interval_s": {
        "type": "number",
        "description": "Seconds between two refreshes in effect; by cron expression, as they are on average in the month that has most of them."
      },
      "schedule": {
        "type": [
          "string",
          "null"
        ],
        "description": "Cron expression and time zone that decide, such as `50 0 * * * (Europe/Zurich)`; null where the interval does."
      },
      "calls_per_month": {
        "type": [
          "number",
          "null"
        ],
        "description": "Calls it takes in a month of 31 days; null where nobody counts."
      },
      "credits_per_month": {
        "type": [
          "number",
          "null"
        ],
        "description": "Credits it takes in a month of 31 days; null where nobody counts."
      },
      "next_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds at which it is due next; null where it comes along with another request, and when it is not known."
      }
    },
    "required": [
      "name",
      "interval_s",
      "schedule",
      "calls_per_month",
      "credits_per_month",
      "next_at"
    ],
    "additionalProperties": false,
    "description": "One kind of request that is made again and again."
  },
  "MinerKnown": {
    "type": "object",
    "properties": {
      "listed": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/FleetMiner"
          },
          {
            "type": "null"
          }
        ]
      },
      "row": {
        "$ref": "#/components/schemas/MinerRow"
      },
      "reading": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/MinerTelemetry"
          },
          {
            "type": "null"
          }
        ],
        "description": "The newest reading that measured anything, whole; null while only the store's columns are known."
      },
      "events": {
        "type": "array",
        "description": "The newest events, newest first.",
        "items": {
          "$ref": "#/components/schemas/MinerEvent"
        }
      }
    },
    "required": [
      "listed",
      "row",
      "reading",
      "events"
    ],
    "additionalProperties": false,
    "description": "Everything known of one miner."
  },
  "FleetMiner": {
    "type": "object",
    "properties": {
      "miner_id": {
        "type": "string",
        "description": "Identity of the miner in the fleet; the message key."
      },
      "origin": {
        "description": "Who brought the miner in; only the same origin takes it out by leaving it away.",
        "$ref": "#/components/schemas/FleetOrigin"
      },
      "driver": {
        "type": "string",
        "description": "Driver to read it with, such as `vnish`, or `auto` to find out."
      },
      "address": {
        "type": "string",
        "description": "IP address or host name, without scheme and port."
      },
      "port": {
        "type": [
          "number",
          "null"
        ],
        "description": "TCP port; null for the driver's own."
      },
      "model": {
        "type": [
          "string",
          "null"
        ],
        "description": "Model the operator expects to find there, in any spelling; null when unknown."
      },
      "algorithm": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/FleetAlgorithm"
          },
          {
            "type": "null"
          }
        ],
        "description": "Algorithm the operator expects; null to take what the model or the device says."
      },
      "location": {
        "description": "Where the miner stands.",
        "$ref": "#/components/schemas/MinerLocation"
      },
      "tariff": {
        "description": "What its electricity costs.",
        "$ref": "#/components/schemas/MinerTariff"
      },
      "purchase": {
        "description": "What the miner cost.",
        "$ref": "#/components/schemas/MinerPurchase"
      },
      "worker_names": {
        "type": "array",
        "description": "Names under which pools know this miner.",
        "items": {
          "type": "string"
        }
      },
      "credential_ref": {
        "type": [
          "string",
          "null"
        ],
        "description": "Name of the credential to use, such as `config:miner_01`; never its value."
      },
      "collector_zone": {
        "type": [
          "string",
          "null"
        ],
        "description": "Zone whose collectors alone can reach the miner; null for those of no zone."
      },
      "interval_ms": {
        "type": [
          "number",
          "null"
        ],
        "description": "Milliseconds between two polls; null for the collector's default."
      },
      "enabled": {
        "type": "boolean",
        "description": "False keeps the miner listed but not polled."
      },
      "updated_at": {
        "type": "number",
        "description": "UTC milliseconds at which this record was written."
      }
    },
    "required": [
      "miner_id",
      "origin",
      "driver",
      "address",
      "port",
      "model",
      "algorithm",
      "location",
      "tariff",
      "purchase",
      "worker_names",
      "credential_ref",
      "collector_zone",
      "interval_ms",
      "enabled",
      "updated_at"
    ],
    "additionalProperties": false,
    "description": "One miner of the fleet: whoever owns the partition of its key polls it. A message without a value (a tombstone) removes it."
  },
  "FleetOrigin": {
    "type": "string",
    "enum": [
      "config",
      "csv",
      "discovery",
      "page"
    ],
    "description": "Who may bring a miner into the fleet."
  },
  "FleetAlgorithm": {
    "type": "string",
    "enum": [
      "sha256d",
      "scrypt",
      "unknown"
    ],
    "description": "Proof-of-work algorithms; a reader takes one it does not know for `unknown`."
  },
  "MinerLocation": {
    "type": "object",
    "properties": {
      "site": {
        "type": [
          "string",
          "null"
        ],
        "description": "Site or hall."
      },
      "rack": {
        "type": [
          "string",
          "null"
        ],
        "description": "Rack or container within the site."
      },
      "position": {
        "type": [
          "string",
          "null"
        ],
        "description": "Place within the rack."
      },
      "label": {
        "type": [
          "string",
          "null"
        ],
        "description": "Free text an operator knows the place by."
      }
    },
    "required": [
      "site",
      "rack",
      "position",
      "label"
    ],
    "additionalProperties": false,
    "description": "Place of a miner, from large to small."
  },
  "MinerTariff": {
    "type": "object",
    "properties": {
      "name": {
        "type": [
          "string",
          "null"
        ],
        "description": "Name of a configured tariff."
      },
      "price_per_kwh": {
        "type": [
          "number",
          "null"
        ],
        "description": "Price of one kilowatt-hour in `currency`."
      },
      "currency": {
        "type": [
          "string",
          "null"
        ],
        "description": "ISO 4217 code of the currency, such as `USD`."
      }
    },
    "required": [
      "name",
      "price_per_kwh",
      "currency"
    ],
    "additionalProperties": false,
    "description": "Tariff of the miner's electricity."
  },
  "MinerPurchase": {
    "type": "object",
    "properties": {
      "price": {
        "type": [
          "number",
          "null"
        ],
        "description": "Price paid in `currency`."
      },
      "currency": {
        "type": [
          "string",
          "null"
        ],
        "description": "ISO 4217 code of the currency, such as `USD`."
      },
      "date": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds of the day of purchase."
      }
    },
    "required": [
      "price",
      "currency",
      "date"
    ],
    "additionalProperties": false,
    "description": "Price and date of a purchase."
  },
  "MinerRow": {
    "type": "object",
    "properties": {
      "miner_id": {
        "type": "string"
      },
      "state": {
        "$ref": "#/components/schemas/MinerState"
      },
      "model": {
        "type": [
          "string",
          "null"
        ]
      },
      "algorithm": {
        "$ref": "#/components/schemas/Algorithm"
      },
      "location": {
        "type": [
          "string",
          "null"
        ],
        "description": "Where it stands, in the operator's words."
      },
      "rack": {
        "type": [
          "string",
          "null"
        ],
        "description": "The rack it stands in, with its site where one is known; null where the fleet record names none."
      },
      "position": {
        "type": [
          "string",
          "null"
        ],
        "description": "Its place in the rack."
      },
      "ip_address": {
        "type": [
          "string",
          "null"
        ]
      },
      "firmware_version": {
        "type": [
          "string",
          "null"
        ]
      },
      "hashrate": {
        "type": "object",
        "properties": {
          "value": {
            "type": [
              "number",
              "null"
            ]
          },
          "nominal": {
            "type": [
              "number",
              "null"
            ]
          },
          "unit": {
            "type": [
              "string",
              "null"
            ]
          }
        },
        "required": [
          "value",
          "nominal",
          "unit"
        ],
        "additionalProperties": false
      },
      "power_w": {
        "type": [
          "number",
          "null"
        ]
      },
      "efficiency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Joules per canonical unit of the algorithm."
      },
      "max_chip_c": {
        "type": [
          "number",
          "null"
        ]
      },
      "fan_percent": {
        "type": [
          "number",
          "null"
        ]
      },
      "uptime_s": {
        "type": [
          "number",
          "null"
        ]
      },
      "worst": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Severity"
          },
          {
            "type": "null"
          }
        ]
      },
      "trouble": {
        "type": [
          "string",
          "null"
        ],
        "description": "The worst trouble in one sentence, or null where there is none."
      },
      "observed_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "When the miner was last read, which a failed poll is not; null where that is not known."
      },
      "interval_ms": {
        "type": [
          "number",
          "null"
        ]
      }
    },
    "required": [
      "miner_id",
      "state",
      "model",
      "algorithm",
      "location",
      "rack",
      "position",
      "ip_address",
      "firmware_version",
      "hashrate",
      "power_w",
      "efficiency",
      "max_chip_c",
      "fan_percent",
      "uptime_s",
      "worst",
      "trouble",
      "observed_at",
      "interval_ms"
    ],
    "additionalProperties": false,
    "description": "One miner as the grid and the table show it; null is \"not known\", never zero."
  },
  "MinerState": {
    "type": "string",
    "enum": [
      "hashing",
      "degraded",
      "paused",
      "stale",
      "offline",
      "unknown"
    ],
    "description": "States of a miner: exclusive, summing to the fleet."
  },
  "Algorithm": {
    "type": "string",
    "enum": [
      "sha256d",
      "scrypt",
      "unknown"
    ],
    "description": "Proof-of-work algorithms; a reader takes one it does not know for `unknown`."
  },
  "Severity": {
    "type": "string",
    "enum": [
      "info",
      "warning",
      "major",
      "critical"
    ],
    "description": "How bad an error is, mildest first."
  },
  "MinerTelemetry": {
    "type": "object",
    "properties": {
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds of the tick the poll belongs to; equal to observed_at for a triggered read."
      },
      "observed_at": {
        "type": "number",
        "description": "UTC milliseconds, by the collector's clock, at which the reading was true."
      },
      "miner_id": {
        "type": "string",
        "description": "Identity of the miner in the fleet; the message key."
      },
      "ip_address": {
        "type": "string",
        "description": "Address that was polled, without its port."
      },
      "model": {
        "type": [
          "string",
          "null"
        ],
        "description": "Model in the catalogue's spelling, such as `Antminer S19j Pro`, or the device's own words where the catalogue does not know it."
      },
      "firmware_version": {
        "type": [
          "string",
          "null"
        ],
        "description": "Version of the firmware as the device says, such as `1.2.7`."
      },
      "firmware_name": {
        "type": [
          "string",
          "null"
        ],
        "description": "Maker of the firmware as the device says, such as `Vnish`."
      },
      "algorithm": {
        "description": "Algorithm the miner works on; decides the canonical unit of its hashrate.",
        "$ref": "#/components/schemas/Algorithm"
      },
      "driver": {
        "type": "string",
        "description": "Driver that read the device, such as `vnish`."
      },
      "location": {
        "type": [
          "string",
          "null"
        ],
        "description": "Where the miner stands, as the fleet record said at the time of the poll: `site/rack/position`, or its label."
      },
      "kind": {
        "type": "string",
        "description": "What caused the reading: `poll` for the regular grid. Part of the event's identity, with miner_id and timestamp."
      },
      "lane": {
        "description": "`live` for a reading taken now, `backfill` for one taken from the device's own history after a gap.",
        "$ref": "#/components/schemas/Lane"
      },
      "interval_ms": {
        "type": "number",
        "description": "Milliseconds between two polls of this miner at the time; a reading is stale after two of them."
      },
      "state": {
        "description": "State of the miner after this reading.",
        "$ref": "#/components/schemas/MinerState"
      },
      "hashrate": {
        "description": "How fast the miner works, in `unit`.",
        "$ref": "#/components/schemas/MinerHashrate"
      },
      "temperature": {
        "description": "Temperatures in degrees Celsius.",
        "$ref": "#/components/schemas/MinerTemperature"
      },
      "power": {
        "description": "Electrical power of the whole miner.",
        "$ref": "#/components/schemas/MinerPower"
      },
      "fans": {
        "type": "array",
        "description": "One entry for each fan the device lists; empty for hydro and immersion models.",
        "items": {
          "$ref": "#/components/schemas/MinerFan"
        }
      },
      "pool": {
        "description": "The pool in use; the firmware maker's fee pools are left out.",
        "$ref": "#/components/schemas/MinerPool"
      },
      "shares": {
        "description": "Shares sent to the operator's own pools.",
        "$ref": "#/components/schemas/MinerShares"
      },
      "status": {
        "description": "What the miner says it is doing.",
        "$ref": "#/components/schemas/MinerStatus"
      },
      "config": {
        "description": "Settings in force on the device.",
        "$ref": "#/components/schemas/MinerSettings"
      },
      "quality": {
        "description": "What to think of this reading.",
        "$ref": "#/components/schemas/RecordQuality"
      },
      "hardware": {
        "description": "Health of the hardware beyond what the specification lists.",
        "$ref": "#/components/schemas/MinerHardware"
      }
    },
    "required": [
      "timestamp",
      "observed_at",
      "miner_id",
      "ip_address",
      "model",
      "firmware_version",
      "firmware_name",
      "algorithm",
      "driver",
      "location",
      "kind",
      "lane",
      "interval_ms",
      "state",
      "hashrate",
      "temperature",
      "power",
      "fans",
      "pool",
      "shares",
      "status",
      "config",
      "quality",
      "hardware"
    ],
    "additionalProperties": false,
    "description": "One reading of one miner, as its owner polled it. Every value the device did not give, or gave as a placeholder, is null, and quality.flags says why where that is not obvious."
  },
  "Lane": {
    "type": "string",
    "enum": [
      "live",
      "backfill"
    ],
    "description": "Live readings and history read back later."
  },
  "MinerHashrate": {
    "type": "object",
    "properties": {
      "total": {
        "type": [
          "number",
          "null"
        ],
        "description": "Real-time hashrate of the whole miner, in `unit`; 0 only when the device really measured none."
      },
      "unit": {
        "type": "string",
        "description": "Unit of every hashrate of this record; the canonical one of the algorithm: `TH/s` for sha256d, `GH/s` for scrypt."
      },
      "nominal": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hashrate the miner should reach at its present settings, in `unit`."
      },
      "average": {
        "type": [
          "number",
          "null"
        ],
        "description": "Average hashrate over the device's own window, in `unit`."
      },
      "per_hashboard": {
        "type": "array",
        "description": "One entry for each hashboard the device lists; empty when it lists none.",
        "items": {
          "$ref": "#/components/schemas/BoardHashrate"
        }
      }
    },
    "required": [
      "total",
      "unit",
      "nominal",
      "average",
      "per_hashboard"
    ],
    "additionalProperties": false,
    "description": "Hashrate of the whole miner and of each board."
  },
  "BoardHashrate": {
    "type": "object",
    "properties": {
      "board_id": {
        "type": "number",
        "description": "Number of the board, counted as the device counts."
      },
      "hashrate": {
        "type": [
          "number",
          "null"
        ],
        "description": "Real-time hashrate of the board, in the record's hashrate unit; measured, never the total divided."
      },
      "status": {
        "type": [
          "string",
          "null"
        ],
        "description": "State of the board in the firmware's words, such as `mining` or `disconnected`."
      },
      "nominal": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hashrate the board should reach at its present settings, in the record's hashrate unit."
      },
      "chips_total": {
        "type": [
          "number",
          "null"
        ],
        "description": "Chips the board reports, as a count."
      },
      "chips_ok": {
        "type": [
          "number",
          "null"
        ],
        "description": "Chips that work as they should, as a count."
      },
      "chips_weak": {
        "type": [
          "number",
          "null"
        ],
        "description": "Chips that work below their share, as a count."
      },
      "chips_bad": {
        "type": [
          "number",
          "null"
        ],
        "description": "Chips that do not work, as a count; null while the board initializes, when every chip looks bad."
      },
      "frequency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Chip frequency of the board in MHz."
      },
      "voltage": {
        "type": [
          "number",
          "null"
        ],
        "description": "Supply voltage of the board in volts."
      },
      "power": {
        "type": [
          "number",
          "null"
        ],
        "description": "Power the board draws in watts."
      },
      "hw_errors": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hardware errors of the board, cumulative as the device says."
      }
    },
    "required": [
      "board_id",
      "hashrate",
      "status",
      "nominal",
      "chips_total",
      "chips_ok",
      "chips_weak",
      "chips_bad",
      "frequency",
      "voltage",
      "power",
      "hw_errors"
    ],
    "additionalProperties": false,
    "description": "What one hashboard does."
  },
  "MinerTemperature": {
    "type": "object",
    "properties": {
      "ambient": {
        "type": [
          "number",
          "null"
        ],
        "description": "Air around or into the miner in degrees Celsius."
      },
      "avg_chip": {
        "type": [
          "number",
          "null"
        ],
        "description": "Mean chip temperature in degrees Celsius."
      },
      "max_chip": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hottest chip in degrees Celsius."
      },
      "per_hashboard": {
        "type": "array",
        "description": "One entry for each hashboard the device lists.",
        "items": {
          "$ref": "#/components/schemas/BoardTemperature"
        }
      }
    },
    "required": [
      "ambient",
      "avg_chip",
      "max_chip",
      "per_hashboard"
    ],
    "additionalProperties": false,
    "description": "Temperatures of the whole miner and of each board."
  },
  "BoardTemperature": {
    "type": "object",
    "properties": {
      "board_id": {
        "type": "number",
        "description": "Number of the board, counted as the device counts."
      },
      "pcb_temp": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hottest sensor of the circuit board in degrees Celsius."
      },
      "chip_temp": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hottest chip of the board in degrees Celsius."
      }
    },
    "required": [
      "board_id",
      "pcb_temp",
      "chip_temp"
    ],
    "additionalProperties": false,
    "description": "Temperatures of one hashboard."
  },
  "MinerPower": {
    "type": "object",
    "properties": {
      "consumption": {
        "type": [
          "number",
          "null"
        ],
        "description": "Power the miner draws in watts."
      },
      "efficiency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Joules per canonical unit of hashes (J/TH for sha256d, J/GH for scrypt), recomputed from consumption and hashrate.total; null where either is missing or nothing is hashed."
      },
      "voltage": {
        "type": [
          "number",
          "null"
        ],
        "description": "Voltage the power supply gives to the boards in volts."
      }
    },
    "required": [
      "consumption",
      "efficiency",
      "voltage"
    ],
    "additionalProperties": false,
    "description": "Power, efficiency and voltage of the whole miner."
  },
  "MinerFan": {
    "type": "object",
    "properties": {
      "fan_id": {
        "type": "number",
        "description": "Number of the fan, counted as the device counts."
      },
      "speed": {
        "type": [
          "number",
          "null"
        ],
        "description": "Speed in revolutions a minute."
      },
      "speed_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Speed in percent of what the fan can do, or the duty the firmware asks of it."
      },
      "status": {
        "type": [
          "string",
          "null"
        ],
        "description": "State of the fan in the firmware's words, such as `ok` or `lost`."
      }
    },
    "required": [
      "fan_id",
      "speed",
      "speed_percent",
      "status"
    ],
    "additionalProperties": false,
    "description": "What one fan does."
  },
  "MinerPool": {
    "type": "object",
    "properties": {
      "url": {
        "type": [
          "string",
          "null"
        ],
        "description": "Address of the pool as configured on the device."
      },
      "user": {
        "type": [
          "string",
          "null"
        ],
        "description": "Account and worker name the miner gives the pool."
      },
      "status": {
        "type": [
          "string",
          "null"
        ],
        "description": "State of the connection in the firmware's words, such as `active`."
      }
    },
    "required": [
      "url",
      "user",
      "status"
    ],
    "additionalProperties": false,
    "description": "Where the miner sends its shares."
  },
  "MinerShares": {
    "type": "object",
    "properties": {
      "accepted": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares accepted, cumulative as the device says."
      },
      "rejected": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares rejected, cumulative as the device says."
      },
      "stale": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares that came too late, cumulative as the device says."
      },
      "last_share_time": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds of the last accepted share, by the collector's clock."
      },
      "accepted_delta": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares accepted since the reading before, as a count; null when there was none to compare with."
      },
      "rejected_delta": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares rejected since the reading before, as a count; null when there was none to compare with."
      },
      "stale_delta": {
        "type": [
          "number",
          "null"
        ],
        "description": "Shares that came too late since the reading before, as a count; null when there was none to compare with."
      },
      "counter_reset": {
        "type": "boolean",
        "description": "True when a counter went backwards since the reading before: the deltas then count from zero."
      }
    },
    "required": [
      "accepted",
      "rejected",
      "stale",
      "last_share_time",
      "accepted_delta",
      "rejected_delta",
      "stale_delta",
      "counter_reset"
    ],
    "additionalProperties": false,
    "description": "Share counters and what was added to them since the reading before."
  },
  "MinerStatus": {
    "type": "object",
    "properties": {
      "mining_status": {
        "type": [
          "string",
          "null"
        ],
        "description": "State in the firmware's own words, such as `mining` or `auto-tuning`."
      },
      "uptime": {
        "type": [
          "number",
          "null"
        ],
        "description": "Seconds since the device's system started, as the device says."
      },
      "errors": {
        "type": "array",
        "description": "Errors in force at the time of the reading.",
        "items": {
          "$ref": "#/components/schemas/MinerError"
        }
      }
    },
    "required": [
      "mining_status",
      "uptime",
      "errors"
    ],
    "additionalProperties": false,
    "description": "Operating status and the errors in force."
  },
  "MinerError": {
    "type": "object",
    "properties": {
      "code": {
        "type": "string",
        "description": "The vendor's code as text, or a name of ours where the vendor has none."
      },
      "message": {
        "type": "string",
        "description": "What is wrong, as one sentence."
      },
      "severity": {
        "description": "How bad it is.",
        "$ref": "#/components/schemas/Severity"
      }
    },
    "required": [
      "code",
      "message",
      "severity"
    ],
    "additionalProperties": false,
    "description": "One error in force."
  },
  "MinerSettings": {
    "type": "object",
    "properties": {
      "frequency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Configured chip frequency in MHz."
      },
      "overclock_profile": {
        "type": [
          "string",
          "null"
        ],
        "description": "Name of the preset in force."
      },
      "power_limit": {
        "type": [
          "number",
          "null"
        ],
        "description": "Power the settings aim at or stay under, in watts."
      }
    },
    "required": [
      "frequency",
      "overclock_profile",
      "power_limit"
    ],
    "additionalProperties": false,
    "description": "Overclocking settings in force."
  },
  "RecordQuality": {
    "type": "object",
    "properties": {
      "flags": {
        "type": "array",
        "description": "One entry for each value that is missing or doubtful.",
        "items": {
          "$ref": "#/components/schemas/QualityFlag"
        }
      }
    },
    "required": [
      "flags"
    ],
    "additionalProperties": false,
    "description": "Why values are missing or doubtful."
  },
  "QualityFlag": {
    "type": "object",
    "properties": {
      "path": {
        "type": "string",
        "description": "Path of the field in this record, such as `temperature.max_chip`."
      },
      "reason": {
        "type": "string",
        "description": "Why, as a snake_case word of a closed list, such as `not_measured`."
      }
    },
    "required": [
      "path",
      "reason"
    ],
    "additionalProperties": false,
    "description": "One remark on one value."
  },
  "MinerHardware": {
    "type": "object",
    "properties": {
      "hw_errors": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hardware errors, cumulative as the device says."
      },
      "hw_error_percent": {
        "type": [
          "number",
          "null"
        ],
        "description": "Hardware errors in percent of all work, as the device says."
      },
      "restart_count": {
        "type": [
          "number",
          "null"
        ],
        "description": "Restarts of the mining process as the device counts them."
      },
      "fan_mode": {
        "type": [
          "string",
          "null"
        ],
        "description": "How the fans are driven, in the firmware's words, such as `auto` or `immersion`."
      }
    },
    "required": [
      "hw_errors",
      "hw_error_percent",
      "restart_count",
      "fan_mode"
    ],
    "additionalProperties": false,
    "description": "Hardware errors, restarts and the fan mode."
  },
  "MinerEvent": {
    "type": "object",
    "properties": {
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds at which it happened, as closely as is known; the tick of the poll that showed it otherwise."
      },
      "observed_at": {
        "type": "number",
        "description": "UTC milliseconds, by the collector's clock, at which it was noticed."
      },
      "miner_id": {
        "type": "string",
        "description": "Identity of the miner in the fleet; the message key."
      },
      "type": {
        "description": "What kind of event it is.",
        "$ref": "#/components/schemas/MinerEventType"
      },
      "from": {
        "type": [
          "string",
          "null"
        ],
        "description": "What held before, such as a state, a version or the last tick before a gap; null where nothing did."
      },
      "to": {
        "type": [
          "string",
          "null"
        ],
        "description": "What holds now, in the same words as `from`."
      },
      "detail": {
        "type": [
          "string",
          "null"
        ],
        "description": "One sentence for an operator."
      },
      "evidence": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        },
        "description": "The readings that led to the event, by field path, as text."
      }
    },
    "required": [
      "timestamp",
      "observed_at",
      "miner_id",
      "type",
      "from",
      "to",
      "detail",
      "evidence"
    ],
    "additionalProperties": false,
    "description": "Something happened to one miner, as its owner noticed it."
  },
  "MinerEventType": {
    "type": "string",
    "enum": [
      "online",
      "offline",
      "state_changed",
      "restart",
      "reboot",
      "config_changed",
      "firmware_changed",
      "model_mismatch",
      "pool_changed",
      "error_raised",
      "error_cleared",
      "credential_refused",
      "gap",
      "other"
    ],
    "description": "Kinds of events; a reader takes one it does not know for `other`."
  },
  "MinerPage": {
    "type": "object",
    "properties": {
      "total": {
        "type": "number"
      },
      "miners": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/MinerRow"
        }
      },
      "next_cursor": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "required": [
      "total",
      "miners",
      "next_cursor"
    ],
    "additionalProperties": false,
    "description": "One page of the table; `next_cursor` asks for the following one and is null on the last."
  },
  "MinerSeries": {
    "type": "object",
    "properties": {
      "miner_id": {
        "type": "string"
      },
      "from": {
        "type": "number"
      },
      "to": {
        "type": "number"
      },
      "step_ms": {
        "type": "number"
      },
      "aggregate": {
        "type": "string"
      },
      "series": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "metric": {
              "type": "string"
            },
            "points": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/SeriesPoint"
              }
            }
          },
          "required": [
            "metric",
            "points"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "miner_id",
      "from",
      "to",
      "step_ms",
      "aggregate",
      "series"
    ],
    "additionalProperties": false,
    "description": "Series of one miner: `[fromMs, value, coverage]` a step; null is \"no reading\", never zero."
  },
  "ProblemAnswer": {
    "type": "object",
    "properties": {
      "title": {
        "type": "string"
      },
      "status": {
        "type": "number"
      },
      "detail": {
        "type": "string"
      },
      "errors": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/WrongField"
        }
      },
      "type": {
        "type": "string"
      }
    },
    "required": [
      "status",
      "title",
      "type"
    ],
    "additionalProperties": false,
    "description": "A problem document as a client gets it; the type is always `about:blank`, the title tells kinds apart."
  },
  "WrongField": {
    "type": "object",
    "properties": {
      "field": {
        "type": "string"
      },
      "message": {
        "type": "string"
      }
    },
    "required": [
      "field",
      "message"
    ],
    "additionalProperties": false,
    "description": "A field of a request that is wrong, and what is allowed."
  },
  "SessionAnswer": {
    "type": "object",
    "properties": {
      "required": {
        "type": "boolean",
        "description": "False where no access tokens are configured: everybody who reaches the address is the local operator."
      },
      "name": {
        "type": [
          "string",
          "null"
        ],
        "description": "Whose token it is; null while nobody is logged in."
      },
      "role": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Role"
          },
          {
            "type": "null"
          }
        ]
      },
      "expires_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds after which a new login is needed; null where it never is."
      }
    },
    "required": [
      "required",
      "name",
      "role",
      "expires_at"
    ],
    "additionalProperties": false,
    "description": "Whether a login is needed, and who is logged in."
  },
  "Role": {
    "type": "string",
    "enum": [
      "viewer",
      "operator"
    ],
    "description": "One of  {@link  roles } ."
  },
  "SystemReport": {
    "type": "object",
    "properties": {
      "as_of": {
        "type": "number"
      },
      "services": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SystemRow"
        }
      },
      "dead_letters": {
        "type": "object",
        "properties": {
          "kept": {
            "type": [
              "number",
              "null"
            ]
          }
        },
        "required": [
          "kept"
        ],
        "additionalProperties": false,
        "description": "Messages in the dead-letter topic; null when the bus can't say."
      }
    },
    "required": [
      "as_of",
      "services",
      "dead_letters"
    ],
    "additionalProperties": false,
    "description": "What the system says about itself."
  },
  "SystemRow": {
    "type": "object",
    "properties": {
      "timestamp": {
        "type": "number",
        "description": "UTC milliseconds at which this was true."
      },
      "service": {
        "type": "string",
        "description": "Name of the service, such as `telemetry-writer`; the first half of the message key."
      },
      "instance": {
        "type": "string",
        "description": "Name of the instance, stable over restarts; the second half of the message key."
      },
      "version": {
        "type": "string",
        "description": "Version of the software that runs."
      },
      "state": {
        "description": "What the instance is doing.",
        "$ref": "#/components/schemas/ServiceState"
      },
      "started_at": {
        "type": "number",
        "description": "UTC milliseconds at which the process started."
      },
      "ready": {
        "type": "boolean",
        "description": "True when every health check answers ready."
      },
      "reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why it is not ready, as a sentence an operator can act on."
      },
      "lag": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Messages not yet handled, by topic."
      },
      "ledger": {
        "description": "What became of every message since the counts began; produced = stored + dead_lettered + dropped + lost + compacted + in_flight.",
        "$ref": "#/components/schemas/ServiceLedger"
      },
      "last_error": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/ServiceError"
          },
          {
            "type": "null"
          }
        ],
        "description": "The newest error, or null when there was none since the start."
      },
      "integrations": {
        "type": "array",
        "description": "How the outside world stands that this instance talks to, such as providers of prices; only what it has talked to or may talk to.",
        "items": {
          "$ref": "#/components/schemas/ServiceIntegration"
        }
      },
      "age_ms": {
        "type": "number"
      },
      "silent": {
        "type": "boolean",
        "description": "True when the status is older than three of its intervals: the instance may be gone."
      }
    },
    "required": [
      "age_ms",
      "instance",
      "integrations",
      "lag",
      "last_error",
      "ledger",
      "ready",
      "reason",
      "service",
      "silent",
      "started_at",
      "state",
      "timestamp",
      "version"
    ],
    "additionalProperties": false,
    "description": "One instance of one service, with its status as old as it is."
  },
  "ServiceState": {
    "type": "string",
    "enum": [
      "starting",
      "running",
      "degraded",
      "draining",
      "stopped",
      "failed",
      "unknown"
    ],
    "description": "States of a service; a reader takes one it does not know for `unknown`."
  },
  "ServiceLedger": {
    "type": "object",
    "properties": {
      "produced": {
        "type": "number",
        "description": "Messages handed to the service, as a count."
      },
      "stored": {
        "type": "number",
        "description": "Messages whose every effect is durable, as a count."
      },
      "dead_lettered": {
        "type": "number",
        "description": "Messages written to the dead letters, as a count."
      },
      "dropped": {
        "type": "object",
        "additionalProperties": {
          "type": "number"
        },
        "description": "Messages dropped on purpose, as a count by declared reason."
      },
      "lost": {
        "type": "number",
        "description": "Messages that vanished before anybody handled them, as a count; anything but 0 is an alarm."
      },
      "compacted": {
        "type": "number",
        "description": "Messages of compacted topics lawfully replaced before they were read, as a count."
      },
      "in_flight": {
        "type": "number",
        "description": "Messages produced and not ended yet, as a count."
      }
    },
    "required": [
      "produced",
      "stored",
      "dead_lettered",
      "dropped",
      "lost",
      "compacted",
      "in_flight"
    ],
    "additionalProperties": false,
    "description": "Cumulative counts of messages."
  },
  "ServiceError": {
    "type": "object",
    "properties": {
      "at": {
        "type": "number",
        "description": "UTC milliseconds at which it happened."
      },
      "class": {
        "type": "string",
        "description": "Class of the error, such as `connectivity`."
      },
      "message": {
        "type": "string",
        "description": "What went wrong, as one sentence without any secret."
      }
    },
    "required": [
      "at",
      "class",
      "message"
    ],
    "additionalProperties": false,
    "description": "An error worth showing to an operator."
  },
  "ServiceIntegration": {
    "type": "object",
    "properties": {
      "id": {
        "type": "string",
        "description": "Identity of the source as in `source.events`, such as `market:coingecko`."
      },
      "state": {
        "description": "Whether it answered last; `unknown` while this instance has not asked it.",
        "$ref": "#/components/schemas/IntegrationState"
      },
      "since": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds since which it is in this state; null while nothing is known."
      },
      "last_answer_at": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds of its newest good answer; null when there was none since the start."
      },
      "last_error": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/IntegrationError"
          },
          {
            "type": "null"
          }
        ],
        "description": "Its newest error, or null when there was none since the start."
      },
      "paused_until": {
        "type": [
          "number",
          "null"
        ],
        "description": "UTC milliseconds until which an operator has paused it; null while nobody has."
      },
      "paused_by": {
        "type": [
          "string",
          "null"
        ],
        "description": "Person who paused it; null while nobody has."
      },
      "paused_reason": {
        "type": [
          "string",
          "null"
        ],
        "description": "Why, as a sentence; null where nobody said."
      },
      "budget": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/IntegrationBudget"
          },
          {
            "type": "null"
          }
        ],
        "description": "What it may still be asked for; null where nobody counts."
      },
      "requests": {
        "type": "array",
        "description": "What it is asked for by itself, and how often, as it is in effect; empty where that is not told.",
        "items": {
          "$ref": "#/components/schemas/IntegrationRequest"
        }
      }
    },
    "required": [
      "id",
      "state",
      "since",
      "last_answer_at",
      "last_error",
      "paused_until",
      "paused_by",
      "paused_reason",
      "budget",
      "requests"
    ],
    "additionalProperties": false,
    "description": "How one source or integration stands, as this instance saw it last."
  }
};
