@NullMarked
package org.antiphon.discovery.store;

import org.jspecify.annotations.NullMarked;
