/**
 * The description of the API in OpenAPI, and the page that shows it. It is written by hand in {@code resources/openapi}, one file
 * for each tag, and held against what is served by the tests.
 */
@NullMarked
package dev.litevps.api.contract;

import org.jspecify.annotations.NullMarked;
