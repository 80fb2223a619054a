/** Content identifiers and the UnixFS graph behind them, as IPFS tools make them. */
@NullMarked
package org.antiphon.content.cid;

import org.jspecify.annotations.NullMarked;
