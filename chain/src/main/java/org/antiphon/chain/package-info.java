/**
 * Everything between Antiphon and an Ethereum chain: blocks and logs as an ordered stream that survives reorgs,
 * transactions that are neither lost nor sent twice, the signed requests of EntityManager, and a development chain.
 *
 * <p>Conventions: addresses and hashes are lower-case hex with {@code 0x}; block numbers are {@code long}; nothing blocks
 * the calling thread. What a node answers is not trusted further than it can be checked.
 */
@NullMarked
package org.antiphon.chain;

import org.jspecify.annotations.NullMarked;
