# One image for web, worker and beat (docker-compose.yml gives each its command).

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-progress

FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 symbiose
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SYMBIOSE_MODE=production SYMBIOSE_DATA_DIR=/data

COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

COPY . .
COPY --from=packages /app/node_modules node_modules
# Made-up values: collectstatic reaches no server, and none of them stays in the image.
RUN python scripts/front.py && rm -rf node_modules \
    && python scripts/compile_messages.py \
    && SECRET_KEY=build ALLOWED_HOSTS=build BASE_URL=https://build DATABASE_URL=sqlite://:memory: \
        REDIS_URL=redis://build EMAIL_URL=consolemail:// python manage.py collectstatic --no-input \
    && install --directory --owner symbiose /data

USER symbiose
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--worker-class=gthread", "--threads=8", "--no-control-socket", "--log-level=warning", "--timeout=60", "symbiose.wsgi"]
