package outlayer.detector;

import java.io.Serializable;
import outlayer.linalg.SparseRows;

/** Fitted on trusted sparse rows; gives each row an anomaly score; larger is stranger. */
public interface SparseDetector extends Serializable {
    double[] score(SparseRows x);
}
