@NullMarked
package org.antiphon.content.grant;

import org.jspecify.annotations.NullMarked;
