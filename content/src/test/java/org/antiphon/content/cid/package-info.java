@NullMarked
package org.antiphon.content.cid;

import org.jspecify.annotations.NullMarked;
