@NullMarked
package org.antiphon.discovery.grpc;

import org.jspecify.annotations.NullMarked;
