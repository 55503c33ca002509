package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import outlayer.linalg.SparseRows;

class SaeMethodsTest {

    /**
     * Latent 0 is 1 and 3 (mean 2, deviation 1), latent 1 is 2 and 0 (mean 1, deviation 1), latent 2 never active. Nothing active:
     * (4 + 1) / 3. (4, -, 0.5) with floor 0.5: ((4-2)^2 + 1 + 1) / 3, and one unseen latent.
     */
    @Test
    void threeLatentsByHand() {
        SparseRows trusted = new SparseRows(2, 3, 2, new int[] {0, 1, 0, -1}, new float[] {1, 2, 3, 0});
        SparseRows x = new SparseRows(2, 3, 2, new int[] {-1, -1, 2, 0}, new float[] {0, 0, 0.5f, 4});
        assertThat(score(new SaeL0Method(), trusted, x)).containsExactly(0, 1);
        assertThat(score(new SaeDiagonalMethod(0.5), trusted, x))
                .containsExactly(new double[] {5.0 / 3, 2}, within(1e-15));
        assertThat(score(new SaeDiagonalMethod(1e-8), trusted, x)[1]).isCloseTo((5 + 0.25e16) / 3, within(1.0));
    }

    @Test
    void scoresEqualNumPys() {
        Golden golden = GoldenFile.read("sae_golden.json", Golden.class);
        SparseRows trusted = sparse(golden.trusted, golden.k);
        SparseRows x = sparse(golden.x, golden.k);
        assertThat(score(new SaeL0Method(), trusted, x)).containsExactly(golden.l0);
        for (int f = 0; f < golden.floors.length; f++) {
            double[] found = score(new SaeDiagonalMethod(golden.floors[f]), trusted, x);
            for (int i = 0; i < found.length; i++) {
                double expected = golden.diagonal[f][i];
                assertThat(found[i]).isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    /** Latent 0 is 7 in every trusted row: its 4.9e17 must not swallow what latent 1 says, (3 - 1)^2 against (1 - 1)^2. */
    @Test
    void aLatentThatIsAlwaysTheSameHidesNoOther() {
        SparseRows trusted = new SparseRows(2, 2, 2, new int[] {0, 1, 0, -1}, new float[] {7, 2, 7, 0});
        SparseRows x = new SparseRows(3, 2, 2, new int[] {0, 1, 1, 0, 1, -1}, new float[] {7, 3, 1, 7, 1, 0});
        double[] found = score(new SaeDiagonalMethod(1e-8), trusted, x);
        assertThat(found[0]).isEqualTo(2);
        assertThat(found[1]).isZero();
        assertThat(found[2]).isCloseTo(49e16 / 2, within(1e3));
    }

    @Test
    void aLatentStoredAsZeroIsNotActive() {
        SparseRows trusted = new SparseRows(2, 2, 2, new int[] {0, 1, 0, 1}, new float[] {1, 0, 2, 0});
        SparseRows x = new SparseRows(1, 2, 2, new int[] {0, 1}, new float[] {0, 1});
        assertThat(score(new SaeL0Method(), trusted, x)).containsExactly(1);
    }

    @Test
    void trustedRowsThatGiveNothingAreNotApplicable() {
        SparseRows none = new SparseRows(0, 4, 2, new int[0], new float[0]);
        SparseRows inactive = new SparseRows(1, 4, 2, new int[] {-1, 3}, new float[2]);
        for (SparseRows trusted : new SparseRows[] {none, inactive}) {
            for (SparseMethod method : new SparseMethod[] {new SaeL0Method(), new SaeDiagonalMethod(1e-8)}) {
                assertThatThrownBy(() -> method.fit(trusted))
                        .isInstanceOf(NotApplicableException.class)
                        .hasMessage("n/a: no latent is active over trusted prompts");
            }
        }
        SparseRows one = new SparseRows(1, 4, 1, new int[] {2}, new float[] {3});
        SparseRows twins = new SparseRows(2, 4, 1, new int[] {2, 2}, new float[] {3, 3});
        for (SparseRows trusted : new SparseRows[] {one, twins}) {
            assertThatThrownBy(() -> new SaeDiagonalMethod(1e-8).fit(trusted))
                    .isInstanceOf(NotApplicableException.class)
                    .hasMessage("n/a: the layer has no variance over trusted prompts");
            assertThat(score(new SaeL0Method(), trusted, one)).containsExactly(0);
        }
    }

    @Test
    void brokenInputIsRefused() {
        SparseRows trusted = new SparseRows(2, 3, 1, new int[] {0, 1}, new float[] {1, 2});
        SparseRows wider = new SparseRows(1, 4, 1, new int[] {3}, new float[] {1});
        for (SparseMethod method : new SparseMethod[] {new SaeL0Method(), new SaeDiagonalMethod(1e-8)}) {
            assertThatThrownBy(() -> score(method, trusted, wider))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Rows have 4 latents, expected 3; was the fit made with another autoencoder?");
        }
        SparseRows broken = new SparseRows(2, 3, 1, new int[] {0, 1}, new float[] {1, Float.NaN});
        assertThatThrownBy(() -> new SaeL0Method().fit(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Latent 1 of row 1 is NaN; such rows are left out");
        assertThatThrownBy(() -> score(new SaeDiagonalMethod(1e-8), trusted, broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Latent 1 of row 1 is NaN; such rows are left out");
        assertThatThrownBy(() -> new SaeDiagonalMethod(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sae-diagonal takes a floor above 0, found 0.0");
        assertThat(new SaeDiagonalMethod(SaeDiagonalMethod.FLOOR).params()).isEqualTo("floor=1e-8");
    }

    private static double[] score(SparseMethod method, SparseRows trusted, SparseRows x) {
        return method.detector(method.fit(trusted)).score(x);
    }

    private static SparseRows sparse(double[][] dense, int k) {
        int[] indices = new int[dense.length * k];
        float[] values = new float[dense.length * k];
        Arrays.fill(indices, SparseRows.NONE);
        for (int i = 0; i < dense.length; i++) {
            int at = i * k;
            for (int j = 0; j < dense[i].length; j++) {
                if (dense[i][j] != 0) {
                    indices[at] = j;
                    values[at++] = (float) dense[i][j];
                }
            }
        }
        return new SparseRows(dense.length, dense[0].length, k, indices, values);
    }

    /** sae_golden.json, which sae_golden.py beside it makes. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(double[][] trusted, double[][] x, int k, double[] l0, double[] floors, double[][] diagonal) {}
}
