@NullMarked
package org.antiphon.discovery.nodes;

import org.jspecify.annotations.NullMarked;
