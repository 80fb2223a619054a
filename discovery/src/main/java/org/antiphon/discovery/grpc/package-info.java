/** The services as the protos define them. */
@NullMarked
package org.antiphon.discovery.grpc;

import org.jspecify.annotations.NullMarked;
