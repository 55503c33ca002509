# Outlayer: what to type. `make` alone prints this list.
MVN ?= mvn -B -q
COMMIT := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
PYTHON ?= python3
CONFIG ?= conf/experiments/demo.conf
sources := $(shell find pom.xml common jobs .mvn -path '*/target' -prune -o -type f -print)
built := jobs/target/built.stamp
image-jars := 'software/amazon|hadoop-aws|reactive-streams|wildfly|pytorch-(native|jni)|tokenizers|(openblas|javacpp)-[^/]*-linux'

.DEFAULT_GOAL := help
.PHONY: help build run test jar cluster-test airflow-test kubernetes-test image-jars fault-test browser-test databricks-jars notebooks-test bench bench-peers tiny-models models-golden adapter-golden format clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(built) ## compile and package, if a source has changed (no tests)

$(built): $(sources)
	$(MVN) package -DskipTests -Doutlayer.commit=$(COMMIT)
	@touch $@

run: $(built) ## the demo: two tiny models, four datasets, AUC table and report (CONFIG=… for another experiment)
	bin/outlayer run --config $(CONFIG)

test: ## format check, compile with warnings as errors, unit and integration tests
	$(MVN) spotless:check verify

jar: ## the one jar for spark-submit: jobs/target/outlayer-jobs-*-spark_4.0_2.13.jar (conf/spark/README.md)
	$(MVN) package -DskipTests -Doutlayer.jar.skip=false -Doutlayer.commit=$(COMMIT)

cluster-test: ## the demo by spark-submit on a standalone master and two workers of this machine, and on S3; the commands of conf/spark
	$(MVN) verify -Doutlayer.jar.skip=false -Dgroups=cluster -Dexcluded.tags=gpu

airflow-test: jar ## the demo's DAG in an Airflow that it installs (PYTHON=… of 3.10 to 3.13); bin/airflow-test --short: a small one
	bin/airflow-test

kubernetes-test: ## conf/kubernetes against the Spark operator's resource definitions (needs Go and Python)
	bin/kubernetes-test

image-jars: jar ## what conf/kubernetes/Dockerfile copies into an image: out/image
	rm -rf out/image && mkdir -p out/image/jars
	cp jobs/target/outlayer-jobs-*-spark_*.jar out/image/outlayer-jobs.jar
	tr ':' '\n' <jobs/target/runtime.classpath | grep -E $(image-jars) | xargs cp -t out/image/jars

fault-test: ## killed executors and drivers, failing disks, two runs at once on such a cluster (FAULTS=short: three killed drivers)
	$(MVN) verify -Dgroups=$(if $(filter short,$(FAULTS)),short-fault,fault) -Dexcluded.tags=gpu

browser-test: ## the report page in headless Chromium, with clicks and keys (bin/install-chromium; REPORT=… looks at that one)
	$(MVN) verify -Dgroups=browser -Dexcluded.tags=gpu $(if $(REPORT),-Doutlayer.browser.report=$(abspath $(REPORT)))

databricks-jars: jar ## what a Databricks volume needs, under out/databricks (conf/databricks/README.md)
	@mkdir -p out/databricks/natives
	cp jobs/target/outlayer-jobs-*-spark_4.0_2.13.jar out/databricks/outlayer-jobs.jar
	@for name in openblas javacpp tokenizers pytorch-jni pytorch-native-cpu; do \
	  cp "$$(tr ':' '\n' <jobs/target/runtime.classpath | grep "/$$name-[0-9]" | LC_ALL=C sort | head -n 1)" out/databricks/natives/$$name.jar || exit 1; \
	done

notebooks-test: databricks-jars ## the notebooks, executed as Jupyter does, and the Databricks bundle as far as it can be checked
	test -x out/notebooks-venv/bin/python || $(PYTHON) -m venv out/notebooks-venv
	out/notebooks-venv/bin/pip install -q -r notebooks/requirements.txt
	out/notebooks-venv/bin/python conf/databricks/validate.py
	out/notebooks-venv/bin/python notebooks/execute.py --to out/notebooks

bench: $(built) ## the benchmarks: a table, and out/bench/*.json
	$(MVN) test-compile
	bin/bench

bench-peers: $(built) ## the benchmarks against transformers (PYTHON=… with torch 2.7.1 and transformers 4.57.1)
	$(MVN) test-compile
	bin/bench --python $(PYTHON) peers

tiny-models: $(built) ## train the shipped models again into conf/models (up to 90 minutes on 2 cores)
	bin/outlayer run --config conf/experiments/tiny-models.conf

models-golden: ## what transformers says of the shipped models (PYTHON=… with torch 2.7.1 and transformers 4.57.1)
	$(PYTHON) jobs/src/test/resources/outlayer/jobs/models/make_golden.py conf/models \
	  jobs/src/test/resources/outlayer/jobs/models/golden.json

adapter-golden: ## what peft says of an adapter that we trained (PYTHON=… with torch 2.7.1, transformers 4.57.1, peft 0.21.2)
	$(MVN) -pl common test -Dtest=PeftGoldenTest -Doutlayer.peft.write=$(CURDIR)/common/src/test/resources/outlayer/training/peft
	$(PYTHON) common/src/test/resources/outlayer/training/peft/check_adapter.py

format: ## format all Java sources
	$(MVN) spotless:apply

clean: ## remove what was built; runs under out/ stay
	$(MVN) clean
