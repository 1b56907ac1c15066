@NullMarked
package dev.litevps.api.captcha;

import org.jspecify.annotations.NullMarked;
