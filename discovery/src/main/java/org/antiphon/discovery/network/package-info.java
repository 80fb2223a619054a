/** The rules of the token's chain: staking, governance, payments and arbitration. */
@NullMarked
package org.antiphon.discovery.network;

import org.jspecify.annotations.NullMarked;
