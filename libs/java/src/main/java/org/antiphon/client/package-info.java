/** A client of a gateway over gRPC: upload, sign, relay, read. */
@NullMarked
package org.antiphon.client;

import org.jspecify.annotations.NullMarked;
