/** The gRPC services of the content node: proto to domain and back, nothing else. */
@NullMarked
package org.antiphon.content.grpc;

import org.jspecify.annotations.NullMarked;
