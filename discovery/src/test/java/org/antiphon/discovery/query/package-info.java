@NullMarked
package org.antiphon.discovery.query;

import org.jspecify.annotations.NullMarked;
