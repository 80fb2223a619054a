@NullMarked
package org.antiphon.identity.authentication;

import org.jspecify.annotations.NullMarked;
