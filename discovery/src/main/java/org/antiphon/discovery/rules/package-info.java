/** What an action does to the index: pure functions without input or output. */
@NullMarked
package org.antiphon.discovery.rules;

import org.jspecify.annotations.NullMarked;
