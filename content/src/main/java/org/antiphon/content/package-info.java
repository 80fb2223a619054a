/** The content node: takes files in, makes of them what listeners play and see, and gives out verified bytes. */
@NullMarked
package org.antiphon.content;

import org.jspecify.annotations.NullMarked;
