/** The contracts for Java: web3j wrappers generated from the committed artifacts, and the description of their deployment. */
@NullMarked
package org.antiphon.contracts;

import org.jspecify.annotations.NullMarked;
