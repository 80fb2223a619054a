@NullMarked
package org.antiphon.gateway.rest;

import org.jspecify.annotations.NullMarked;
