@NullMarked
package org.antiphon.gateway.health;

import org.jspecify.annotations.NullMarked;
