/** Tests of the client against an HTTP server in the test that speaks the public API's shapes. */
@NullMarked
package dev.litevps.cli;

import org.jspecify.annotations.NullMarked;
