@NullMarked
package org.antiphon.gateway;

import org.jspecify.annotations.NullMarked;
