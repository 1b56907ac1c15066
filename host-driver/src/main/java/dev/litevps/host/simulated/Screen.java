package dev.litevps.host.simulated;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The picture that a simulated machine shows: a few lines of text, painted once. */
final class Screen {

    static final int WIDTH = 640;
    static final int HEIGHT = 400;

    private static final int BACKGROUND = 0x101820;
    private static final int FOREGROUND = 0xD0E0D0;
    private static final int SCALE = 2;
    private static final int GLYPH_COLUMNS = 5;
    private static final int GLYPH_ROWS = 7;
    private static final int ADVANCE = (GLYPH_COLUMNS + 1) * SCALE;
    private static final int LINE_HEIGHT = 24;
    private static final int MARGIN = 16;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.: ";
    /** Five columns for each letter, the lowest bit at the top: the common 5 by 7 font of small displays. */
    private static final byte[] COLUMNS = HexFormat.of()
            .parseHex("7e1111117e7f494949363e414141227f4141221c7f494949417f090909013e4149497a7f0808087f"
                    + "00417f41002040413f017f081422417f404040407f020c027f7f0408107f3e4141413e7f09090906"
                    + "3e4151215e7f09192946464949493101017f01013f4040403f1f2040201f3f4038403f6314081463"
                    + "070870080761514945433e5149453e00427f400042615149462141454b311814127f102745454539"
                    + "3c4a49493001710905033649494936064949291e0808080808006060000000363600000000000000");

    private final int[] pixels = new int[WIDTH * HEIGHT];

    Screen(List<String> lines) {
        Arrays.fill(pixels, BACKGROUND);
        int y = MARGIN;
        for (String line : lines) {
            paint(line.toUpperCase(Locale.ROOT), y);
            y += LINE_HEIGHT;
        }
    }

    private void paint(String line, int y) {
        int x = MARGIN;
        for (int i = 0; i < line.length() && x + ADVANCE <= WIDTH; i++) {
            int letter = LETTERS.indexOf(line.charAt(i));
            for (int column = 0; letter >= 0 && column < GLYPH_COLUMNS; column++) {
                for (int row = 0; row < GLYPH_ROWS; row++) {
                    if (((COLUMNS[letter * GLYPH_COLUMNS + column] >> row) & 1) != 0) {
                        dot(x + column * SCALE, y + row * SCALE);
                    }
                }
            }
            x += ADVANCE;
        }
    }

    private void dot(int x, int y) {
        for (int dy = 0; dy < SCALE; dy++) {
            Arrays.fill(pixels, (y + dy) * WIDTH + x, (y + dy) * WIDTH + x + SCALE, FOREGROUND);
        }
    }

    /** The colour at a point, as 0xRRGGBB. */
    int pixel(int x, int y) {
        return pixels[y * WIDTH + x];
    }
}
