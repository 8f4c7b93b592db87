# syntax=docker/dockerfile:1
# The service with its bundled model, without torch: about 600 MB. Nothing is downloaded when it starts.
#   docker compose up

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_CONSTRAINT=/src/constraints.txt
WORKDIR /src
RUN python -m venv /opt/intisari
# The dependencies are a layer of their own: it changes only when one of these three files does.
COPY pyproject.toml constraints.txt ./
COPY scripts/serving_requirements.py scripts/
RUN python scripts/serving_requirements.py >/tmp/serving.txt \
    && /opt/intisari/bin/pip install -r /tmp/serving.txt
COPY README.md LICENSE NOTICE ./
COPY models models
COPY service service
RUN /opt/intisari/bin/pip install --no-deps .

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Intisari" \
      org.opencontainers.image.description="Indonesian news articles in; summaries and English translations out" \
      org.opencontainers.image.licenses="Apache-2.0 AND LicenseRef-Gemma-Terms-of-Use"
RUN useradd --system --uid 10001 --no-create-home intisari \
    && install -d -o intisari /var/cache/intisari
COPY --from=build /opt/intisari /opt/intisari
ENV PATH=/opt/intisari/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    INTISARI_HOST=0.0.0.0 \
    INTISARI_PORT=8000 \
    INTISARI_CACHE=/var/cache/intisari
USER 10001
# The only folder that is written to: the bundled model, joined from its parts.
VOLUME /var/cache/intisari
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["intisari", "serve"]
