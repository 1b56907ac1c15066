/** What people of support do for customers: find their accounts, and move money, much of it by two. */
@NullMarked
package dev.litevps.api.support;

import org.jspecify.annotations.NullMarked;
