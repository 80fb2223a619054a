@NullMarked
package org.antiphon.discovery.rules;

import org.jspecify.annotations.NullMarked;
