/** Deploying the contracts for an operator: the command, what it reads and what it shows. */
@NullMarked
package org.antiphon.standalone.deploy;

import org.jspecify.annotations.NullMarked;
