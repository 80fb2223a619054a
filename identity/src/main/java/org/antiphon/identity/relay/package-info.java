@NullMarked
package org.antiphon.identity.relay;

import org.jspecify.annotations.NullMarked;
