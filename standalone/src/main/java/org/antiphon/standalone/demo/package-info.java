/** Artists, tracks and fans to look at: real audio, real uploads, real transactions. */
@NullMarked
package org.antiphon.standalone.demo;

import org.jspecify.annotations.NullMarked;
