@NullMarked
package org.antiphon.content.grpc;

import org.jspecify.annotations.NullMarked;
