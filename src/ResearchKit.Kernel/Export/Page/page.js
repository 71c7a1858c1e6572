(() => {
    'use strict';
    const root = document.documentElement;

    const button = document.querySelector('button.theme');
    const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    const name = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
    button.hidden = false;
    button.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; name(); });
    name();

    if (typeof window.katex?.render === 'function') {
        for (const formula of document.querySelectorAll('.math')) {
            try {
                window.katex.render(formula.textContent, formula, {
                    displayMode: formula.classList.contains('display'), throwOnError: false, trust: false, strict: 'ignore', maxExpand: 1000, maxSize: 50,
                });
            } catch {
                formula.classList.add('failed');
            }
        }
    }

    // A frame is as high as what it holds, also after something in it was unfolded.
    const fit = frame => {
        const page = frame.contentDocument;
        if (!page?.body) { return; }
        const measure = () => { frame.style.height = `${Math.min(page.documentElement.offsetHeight + 2, 4000)}px`; };
        measure();
        new ResizeObserver(measure).observe(page.documentElement);
    };
    for (const frame of document.querySelectorAll('iframe.html')) {
        frame.addEventListener('load', () => fit(frame));
        if (frame.contentDocument?.readyState === 'complete') { fit(frame); }
    }

    // The picture stays until the figure stands in its place, and for good when it cannot be drawn.
    const draw = async figure => {
        if (figure.dataset.state) { return; }
        figure.dataset.state = 'drawing';
        const place = document.createElement('div');
        try {
            const { data, layout, frames } = JSON.parse(figure.querySelector('script').textContent);
            figure.append(place);
            // Without the last two, plotly.js offers to send the figure to its makers' server.
            await window.Plotly.newPlot(place, { data, layout, frames, config: { displaylogo: false, showSendToCloud: false, plotlyServerURL: '' } });
            figure.dataset.state = 'drawn';
        } catch (error) {
            place.remove();
            figure.dataset.state = 'failed';
            figure.title = String(error);
        }
    };
    if (typeof window.Plotly?.newPlot === 'function') {
        const near = new IntersectionObserver((entries) => {
            for (const entry of entries.filter(found => found.isIntersecting)) {
                near.unobserve(entry.target);
                draw(entry.target);
            }
        }, { rootMargin: '1000px' });
        document.querySelectorAll('figure.plot').forEach(figure => near.observe(figure));
    }
})();
