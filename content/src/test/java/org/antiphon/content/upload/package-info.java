@NullMarked
package org.antiphon.content.upload;

import org.jspecify.annotations.NullMarked;
