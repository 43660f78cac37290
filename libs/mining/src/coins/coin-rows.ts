import type { CoinRow } from './coin.js';

/**
 * Coins, one a line; {@link CoinRow} names the columns. Ids come from the providers' public lists of 2026; block times and retargets
 * from the coins' consensus rules. `pepecoin` and `pepe` of CoinGecko are other assets than Pepecoin's own chain.
 */
export const coinRows: readonly CoinRow[] = [
  ['bitcoin', 'BTC', 'Bitcoin', 'sha256d', 600, 2016, 'bitcoin', '1/bitcoin'],
  ['bitcoin-cash', 'BCH', 'Bitcoin Cash', 'sha256d', 600, 1, 'bitcoin-cash', '1831/bitcoin-cash'],
  ['bitcoin-sv', 'BSV', 'Bitcoin SV', 'sha256d', 600, 1, 'bitcoin-cash-sv', '3602?/bitcoin-sv'],
  ['ecash', 'XEC', 'eCash', 'sha256d', 600, 1, 'ecash', '10791?/ecash'],
  ['namecoin', 'NMC', 'Namecoin', 'sha256d', 600, 2016, 'namecoin', '3/namecoin'],
  ['syscoin', 'SYS', 'Syscoin', 'sha256d', 150, null, 'syscoin', '541?/syscoin'],
  ['rootstock', 'RBTC', 'Rootstock', 'sha256d', 30, 1, 'rootstock', '3626?/rootstock-smart-bitcoin'],
  ['elastos', 'ELA', 'Elastos', 'sha256d', 120, null, 'elastos', '2492?/elastos'],
  ['hathor', 'HTR', 'Hathor', 'sha256d', 7.5, 1, 'hathor', '5552?/hathor'],
  ['fractal-bitcoin', 'FB', 'Fractal Bitcoin', 'sha256d', 30, null, 'fractal-bitcoin?', null],
  ['litecoin', 'LTC', 'Litecoin', 'scrypt', 150, 2016, 'litecoin', '2/litecoin'],
  ['dogecoin', 'DOGE', 'Dogecoin', 'scrypt', 60, 1, 'dogecoin', '74/dogecoin'],
  ['bellscoin', 'BELLS', 'Bellscoin', 'scrypt', 60, 1, 'bellscoin?', null],
  ['pepecoin-network', 'PEP', 'Pepecoin', 'scrypt', 60, 1, 'pepecoin-network?', '?/pepecoin-org'],
  ['junkcoin', 'JKC', 'Junkcoin', 'scrypt', 60, 1, 'junkcoin?', null],
  ['luckycoin', 'LKY', 'Luckycoin', 'scrypt', 60, 1, 'luckycoin?', null],
  ['dingocoin', 'DINGO', 'Dingocoin', 'scrypt', 60, 1, 'dingocoin', null],
  ['viacoin', 'VIA', 'Viacoin', 'scrypt', 24, 1, 'viacoin', null],
  ['digibyte', 'DGB', 'DigiByte', ['sha256d', 'scrypt', 'skein', 'qubit', 'odocrypt'], 15, 1, 'digibyte', '109/digibyte'],
  ['kaspa', 'KAS', 'Kaspa', 'kheavyhash', 0.1, 1, 'kaspa', '20396/kaspa'],
  ['ethereum', 'ETH', 'Ethereum', [], null, null, 'ethereum', '1027/ethereum'],
  ['ethereum-classic', 'ETC', 'Ethereum Classic', 'etchash', 13, 1, 'ethereum-classic', '1321/ethereum-classic'],
  ['ethereum-pow', 'ETHW', 'EthereumPoW', 'ethash', 13, 1, 'ethereum-pow-iou', '21296?/ethereum-pow'],
  ['zcash', 'ZEC', 'Zcash', 'equihash', 75, 1, 'zcash', '1437/zcash'],
  ['dash', 'DASH', 'Dash', 'x11', 157.5, 1, 'dash', '131/dash'],
  ['ravencoin', 'RVN', 'Ravencoin', 'kawpow', 60, 1, 'ravencoin', '2577/ravencoin'],
  ['monero', 'XMR', 'Monero', 'randomx', 120, 1, 'monero', '328/monero'],
  ['nervos', 'CKB', 'Nervos', 'eaglesong', 10, null, 'nervos-network', '4948?/nervos-network'],
  ['alephium', 'ALPH', 'Alephium', 'blake3', 8, 1, 'alephium', '14878?/alephium'],
  ['vertcoin', 'VTC', 'Vertcoin', 'unknown', 150, 1, 'vertcoin', '99?/vertcoin'],
  ['ergo', 'ERG', 'Ergo', 'unknown', 120, null, 'ergo', '1762?/ergo'],
  ['decred', 'DCR', 'Decred', 'blake3', 300, 144, 'decred', '1168?/decred'],
];
