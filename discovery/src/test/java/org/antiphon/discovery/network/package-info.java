@NullMarked
package org.antiphon.discovery.network;

import org.jspecify.annotations.NullMarked;
