@NullMarked
package org.antiphon.gateway.json;

import org.jspecify.annotations.NullMarked;
