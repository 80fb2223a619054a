@NullMarked
package org.antiphon.gateway.media;

import org.jspecify.annotations.NullMarked;
