/** What every service starts on: configuration, lifecycle, database, gRPC server, health, metrics and the table of errors. */
@NullMarked
package org.antiphon.server;

import org.jspecify.annotations.NullMarked;
