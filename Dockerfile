# mtcheck with its embedded model, ready to run without a network:
#   docker build -t mtcheck .
#   docker run --rm --network none -v "$PWD:/work" mtcheck report article.txt
FROM python:3.12-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work

COPY pyproject.toml README.md LICENSE /src/
COPY mtcheck /src/mtcheck
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu "/src[fast]" && rm -r /src

# Any user may run it, and what is translated once is kept in the cache as long as the container (or a volume) lives.
ENV MTCHECK_CACHE_DIR=/cache HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1
RUN mkdir -m 1777 /cache \
    && echo "The embassy is closed." | mtcheck translate - --to id \
    && chmod -R a+rwX /cache

USER 65534
WORKDIR /work
ENTRYPOINT ["mtcheck"]
CMD ["--help"]
