@NullMarked
package org.antiphon.gateway.error;

import org.jspecify.annotations.NullMarked;
