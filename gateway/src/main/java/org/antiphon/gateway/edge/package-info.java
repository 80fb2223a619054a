@NullMarked
package org.antiphon.gateway.edge;

import org.jspecify.annotations.NullMarked;
