package outlayer.detector;

import java.io.Serializable;
import outlayer.linalg.Matrix;

/** Fitted on trusted vectors; gives each row of x, shape [n, d], an anomaly score; larger is stranger. */
public interface Detector extends Serializable {
    double[] score(Matrix x);
}
