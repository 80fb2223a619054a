/** How the nodes of the network are. */
@NullMarked
package org.antiphon.discovery.nodes;

import org.jspecify.annotations.NullMarked;
