package dev.litevps.api.replay;

import java.nio.charset.StandardCharsets;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Positions of followers as text, in the form in which Axon keeps them too. */
@Component
class Tokens {

    static final String TYPE = GapAwareTrackingToken.class.getName();

    private final Serializer serializer;

    Tokens(Serializer serializer) {
        this.serializer = serializer;
    }

    String write(GapAwareTrackingToken token) {
        SerializedObject<byte[]> written = serializer.serialize(token, byte[].class);
        return new String(written.getData(), StandardCharsets.UTF_8);
    }

    @Nullable
    GapAwareTrackingToken read(@Nullable String text) {
        return text == null
                ? null
                : serializer.deserialize(
                        new SimpleSerializedObject<>(text.getBytes(StandardCharsets.UTF_8), byte[].class, TYPE, null));
    }
}
