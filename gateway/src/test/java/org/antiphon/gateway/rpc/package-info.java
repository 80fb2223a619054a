@NullMarked
package org.antiphon.gateway.rpc;

import org.jspecify.annotations.NullMarked;
