@NullMarked
package org.antiphon.gateway.upstream;

import org.jspecify.annotations.NullMarked;
