package dev.litevps.events.account;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an account calls its things, and what tells of its owner. Code handles it as it is; what is stored of it is encrypted under
 * the key of the account that is called {@code accountId} beside it: {@code {"encrypted": "…"}}, the {@link EncryptedText} of its
 * JSON. What was stored before it was personal is stored as it is, and read so.
 *
 * <p>With the key destroyed, a text is read as {@link #ERASED}, and a list or a map of texts as an empty one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Personal {

    /** The only member of what is stored in place of the value. */
    String ENCRYPTED = "encrypted";

    /** In place of a text that nobody can read any more. */
    String ERASED = "[erased]";
}
